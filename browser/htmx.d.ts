/** It is run for what it does to the page, and nothing of it is called. */
declare module "htmx.org/dist/htmx.min.js";
