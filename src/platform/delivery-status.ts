/** What a letter that came back says of one recipient (RFC 3464). `status`: the code of RFC 3463, `5.1.1`. */
export type DeliveryStatus = { readonly failed: boolean; readonly status: string }

type Part = { readonly headers: ReadonlyMap<string, string>; readonly body: string }

/** Of each recipient; empty where it is no report of a delivery: an answer of somebody who is away, a letter of somebody else. */
export function readDeliveryStatus(message: string): readonly DeliveryStatus[] {
  const report = partsOf(partOf(lines(message)), 0).find(({ headers }) => typeOf(headers) === 'message/delivery-status')
  if (report === undefined) return []
  // Groups of fields with an empty line between them: the first is about the letter, the others about one recipient each.
  return decoded(report)
    .split(/\n[ \t]*\n/)
    .flatMap((group) => {
      const fields = partOf(`${group.replace(/^\n+/, '')}\n\n`).headers
      const status = /^\s*([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1]
      return status === undefined ? [] : [{ failed: /^\s*failed\b/i.test(fields.get('action') ?? ''), status }]
    })
}

/** The subject of a letter, unfolded. */
export const subjectOf = (message: string): string => partOf(lines(message)).headers.get('subject') ?? ''

const lines = (message: string): string => message.replaceAll(/\r\n?/g, '\n')

function partOf(text: string): Part {
  // A mailbox file begins each letter with a line of its own.
  const whole = text.replace(/^From [^\n]*\n/, '')
  const end = whole.startsWith('\n') ? 0 : whole.indexOf('\n\n')
  const head = end < 0 ? whole : whole.slice(0, end)
  const headers = new Map<string, string>()
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    // Of a field that comes twice the first stands: what is added on the way is put before, and this is read, not obeyed.
    if (name !== '' && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return { headers, body: end < 0 ? '' : whole.slice(end).replace(/^\n{1,2}/, '') }
}

const typeOf = (headers: Part['headers']): string => (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? ''

const DEEPEST = 5

function partsOf(part: Part, depth: number): readonly Part[] {
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(part.headers.get('content-type') ?? '')
  if (!typeOf(part.headers).startsWith('multipart/') || boundary === null || depth >= DEEPEST) return [part]
  const mark = `--${boundary[1] ?? boundary[2] ?? ''}`
  // What stands before the first mark and behind the last belongs to nobody.
  const inside = `\n${part.body}`.split(`\n${mark}`).slice(1)
  return inside.filter((one) => !one.startsWith('--')).flatMap((one) => partsOf(partOf(one.replace(/^[ \t]*\n/, '')), depth + 1))
}

function decoded({ headers, body }: Part): string {
  switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'base64':
      return lines(Buffer.from(body, 'base64').toString('utf8'))
    case 'quoted-printable':
      return body.replaceAll(/=\n/g, '').replaceAll(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    default:
      return body
  }
}
