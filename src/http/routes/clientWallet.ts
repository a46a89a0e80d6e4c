import { readWalletBalances } from "../../db/queries/walletReads.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import { spendableIn } from "../../usecases/wallet/presentBalance.ts";
import { participantRoute } from "../client/clientRoute.ts";
import { clientWriter } from "../client/clientWriter.ts";
import { authorized } from "../replies/writeReply.ts";
import { clientWalletReply } from "../schemas/wallet.ts";

export const clientWalletRoute = participantRoute(
  {
    id: "openWallet",
    method: "get",
    path: "/v1/client/wallet",
    summary: "What the participant can pay an order with now, in credit and points",
    tag: "Browsers",
    replies: { 200: { description: "Of each unit that they have", schema: clientWalletReply } },
  },
  async ({ app, asker, participant, language: languageOf }) => {
    const balances = authorized(await readWalletBalances(app.deps.database, asker, participant.externalId));
    const language = await languageOf();
    const writer = clientWriter(language, { timezone: "UTC", texts: null });
    const shown = balances.map((balance) => {
      const { unit } = balance;
      const spendable = spendableIn(balance);
      const reward = phraseOfUnit(unit, spendable);
      return { unit, spendableMinor: Number(spendable), spendable: writer.value({ kind: "reward", reward }) };
    });
    return { status: 200, body: { balances: shown, language } };
  },
);
