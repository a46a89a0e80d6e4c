/** The scripts of the hosted pages. Each stands in its page as it is here: the policy names it by its hash. */

/** Copies what a button names and says so; without a clipboard the button stays hidden, and the code is text. */
export const COPY_SCRIPT = `
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return;
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
`;

/**
 * Opens the panel for a visitor with a token. The token comes in the fragment, which no server and no referrer sees.
 * It is taken out of the address at once, so that a copied address or the history never holds it.
 */
export const PANEL_SCRIPT = `
const open = () => {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  history.replaceState(null, "", location.pathname + location.search);
  const place = document.querySelector("[data-panel-program]");
  const panel = document.createElement("referral-panel");
  for (const name of place.getAttributeNames()) {
    if (name.startsWith("data-panel-")) panel.setAttribute(name.slice(11), place.getAttribute(name));
  }
  panel.setAttribute("token", token);
  place.replaceChildren(panel);
};
open();
addEventListener("hashchange", open);
`;
