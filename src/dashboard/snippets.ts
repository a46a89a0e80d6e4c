/** Code for a shop's pages and its server, as the shop can copy it. */

/** The languages of servers that there is code for. */
export const SERVER_LANGUAGES = ["node", "php", "python"] as const;
export type ServerLanguage = (typeof SERVER_LANGUAGES)[number];

export const SERVER_LANGUAGE_NAMES: Readonly<Record<ServerLanguage, string>> = {
  node: "Node",
  php: "PHP",
  python: "Python",
};

/** Where the service is, and which program the code is for; both are made of characters that mean nothing in code. */
export interface SnippetPlace {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly program: string;
}

export function visitSnippet({ baseUrl }: SnippetPlace): string {
  return `<script async src="${baseUrl}/widget/attribution.js"></script>

<form method="post" action="/signup" data-referral>…</form>`;
}

export function codeSnippet({ baseUrl, program }: SnippetPlace): string {
  return `<script type="module" src="${baseUrl}/widget/code.js"></script>

<form method="post" action="/signup" data-referral>
  <referral-code key="pk_…" program="${program}"></referral-code>
</form>`;
}

export function panelSnippet({ baseUrl, program }: SnippetPlace): string {
  return `<script type="module" src="${baseUrl}/widget/panel.js"></script>
<referral-panel key="pk_…" program="${program}" sign-in-url="/login"></referral-panel>`;
}

/** Functions that report a signup and an order; they read the secret key from the environment. */
export function serverSnippet(language: ServerLanguage, place: SnippetPlace): string {
  return SERVER[language](place);
}

const SERVER: Readonly<Record<ServerLanguage, (place: SnippetPlace) => string>> = {
  node: ({ baseUrl, program }) => `async function report(event) {
  const reply = await fetch("${baseUrl}/v1/events", {
    method: "POST",
    headers: {
      authorization: \`Bearer \${process.env.REFERRAL_SECRET_KEY}\`,
      "content-type": "application/json",
    },
    body: JSON.stringify(event),
  });
  if (!reply.ok) throw new Error(await reply.text());
}

// code and clicks: the form's fields referral_code and referral_clicks
async function reportSignup(customerId, code, clicks) {
  await report({
    type: "signup",
    program: "${program}",
    participant: { externalId: customerId },
    code: code || null,
    clickIds: (clicks || "").split(",").filter(Boolean),
  });
}

async function reportOrder(customerId, orderId, amountMinor, currency) {
  await report({
    type: "purchase",
    participant: { externalId: customerId },
    orderId,
    amountMinor,
    currency,
  });
}`,
  php: ({ baseUrl, program }) => `function referral_report(array $event) {
    $key = getenv('REFERRAL_SECRET_KEY');
    $request = curl_init('${baseUrl}/v1/events');
    curl_setopt_array($request, [
        CURLOPT_POST => true,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => ["Authorization: Bearer $key", 'Content-Type: application/json'],
        CURLOPT_POSTFIELDS => json_encode($event),
    ]);
    $reply = curl_exec($request);
    if (curl_getinfo($request, CURLINFO_RESPONSE_CODE) >= 300) throw new Exception((string) $reply);
}

// $code and $clicks: the form's fields referral_code and referral_clicks
function referral_signup($customerId, $code, $clicks) {
    referral_report([
        'type' => 'signup',
        'program' => '${program}',
        'participant' => ['externalId' => $customerId],
        'code' => $code ?: null,
        'clickIds' => $clicks ? explode(',', $clicks) : [],
    ]);
}

function referral_order($customerId, $orderId, $amountMinor, $currency) {
    referral_report([
        'type' => 'purchase',
        'participant' => ['externalId' => $customerId],
        'orderId' => $orderId,
        'amountMinor' => $amountMinor,
        'currency' => $currency,
    ]);
}`,
  python: ({ baseUrl, program }) => `import json, os, urllib.request

def report(event):
    request = urllib.request.Request(
        "${baseUrl}/v1/events",
        data=json.dumps(event).encode(),
        headers={
            "Authorization": "Bearer " + os.environ["REFERRAL_SECRET_KEY"],
            "Content-Type": "application/json",
        },
    )
    urllib.request.urlopen(request).close()

# code and clicks: the form's fields referral_code and referral_clicks
def report_signup(customer_id, code, clicks):
    report({
        "type": "signup",
        "program": "${program}",
        "participant": {"externalId": customer_id},
        "code": code or None,
        "clickIds": clicks.split(",") if clicks else [],
    })

def report_order(customer_id, order_id, amount_minor, currency):
    report({
        "type": "purchase",
        "participant": {"externalId": customer_id},
        "orderId": order_id,
        "amountMinor": amount_minor,
        "currency": currency,
    })`,
};
