/** Minified by `dev/build.ts`. */
declare module "*.css" {
  export const css: string;
}
