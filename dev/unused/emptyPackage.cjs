// Stands in the place of a package of which nothing is called (`wrangler.toml`). Whatever is imported of it is undefined.
module.exports = {};
