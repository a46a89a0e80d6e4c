// Stands in the place of a package of which nothing is called (`dev/leaveOut.ts`). Whatever is imported of it is undefined.
module.exports = {};
