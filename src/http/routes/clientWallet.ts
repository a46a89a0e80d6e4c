import { readOwnWallet } from "../../db/queries/walletReads.ts";
import { phraseOfUnit } from "../../domain/rewardPhrase.ts";
import { day } from "../../domain/values.ts";
import { presentExpiring, spendableIn } from "../../usecases/wallet/presentBalance.ts";
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
    const { deps } = app;
    const own = authorized(await readOwnWallet(deps.database, asker, participant.externalId, deps.clock.now()));
    const language = await languageOf();
    const writer = clientWriter(language, { timezone: own.timezone, texts: null });
    const wordsOf = (unit: string, amount: bigint) =>
      writer.value({ kind: "reward", reward: phraseOfUnit(unit, amount) });
    const balances = own.balances.map((balance) => {
      const { unit } = balance;
      const spendable = spendableIn(balance);
      const expiring = presentExpiring(balance).map((expires) => ({
        ...expires,
        amount: wordsOf(unit, BigInt(expires.amountMinor)),
        day: writer.value(day(Date.parse(expires.at))),
      }));
      return { unit, spendableMinor: Number(spendable), spendable: wordsOf(unit, spendable), expiring };
    });
    return { status: 200, body: { balances, language } };
  },
);
