import type { TenantAsker } from "../../db/queries/asker.ts";
import { isAuthorized } from "../../db/queries/asker.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import { recipes } from "../../recipes/recipes.ts";
import type { App } from "../appDeps.ts";
import { serverRoute } from "../endpoint.ts";
import { ProblemError } from "../replies/problem.ts";
import { badKey } from "../request/authentication.ts";
import { recipeParams, recipeQuery, recipeReply, recipesReply } from "../schemas/recipes.ts";

const tag = "Programs";

export const listRecipesRoute = serverRoute(
  {
    id: "listRecipes",
    method: "get",
    path: "/v1/recipes",
    summary: "Programs to begin with: every recipe, on one page",
    tag,
    replies: { 200: { description: "The recipes, without their rules", schema: recipesReply } },
  },
  async ({ app, asker }) => {
    await proveKey(app, asker);
    return { status: 200, body: { data: recipes.map(listed), nextCursor: null } };
  },
);

export const getRecipeRoute = serverRoute(
  {
    id: "getRecipe",
    method: "get",
    path: "/v1/recipes/{key}",
    summary: "One recipe: rules and texts for `POST /v1/programs`, with sums that suit the currency",
    tag,
    params: recipeParams,
    query: recipeQuery,
    problems: ["not_found"],
    replies: { 200: { description: "The recipe", schema: recipeReply } },
  },
  async ({ app, asker, params, query: { currency } }) => {
    await proveKey(app, asker);
    const recipe = recipes.find(({ key }) => key === params.key);
    if (recipe === undefined) throw new ProblemError("not_found", `There is no recipe "${params.key}".`);
    const { texts } = recipe;
    return { status: 200, body: { ...listed(recipe), currency, texts, rules: recipe.rules(currency) } };
  },
);

/** Recipes are in no database, so nothing else proves the key here. */
async function proveKey({ deps }: App, asker: TenantAsker): Promise<void> {
  if (!(await isAuthorized(deps.database, asker))) throw badKey();
}

function listed({ key, name, summary }: Recipe) {
  return { key, name, summary };
}
