import { createHash } from 'node:crypto'
import { isUuid, jcs, type Json } from '#base'
import { THE_HUB, type Event } from '../../../core/event.ts'
import type { Entry, EntryFields } from '../../../core/recorded.ts'

export const sha256 = (data: Uint8Array): Buffer => createHash('sha256').update(data).digest()

/** What an event is called for the tag that says, to this hub alone, which event an entry was made of. */
export const wordsOfEvent = ({
  sequence,
  kind,
  scope,
  subject,
  at,
}: Pick<Event, 'kind' | 'scope' | 'subject' | 'at'> & { readonly sequence: number }) => [
  String(sequence),
  kind,
  scope,
  subject,
  at.toISOString(),
]

const PLACES = ['dialogue', 'session', 'commitment', 'recommendation', 'document', 'place', 'body'] as const

/** What an entry is about, for whoever looks for it: by what it says itself, so that it can be worked out again of the log alone. */
export function scopeIn(fields: EntryFields): string {
  const said = PLACES.map((name) => fields[name]).find((value) => typeof value === 'string' && isUuid(value))
  return typeof said === 'string' ? said : THE_HUB
}

const COMMITMENT_HEAD = 'passerelle/commitment/1\n'

/** SHA-256 over the head, 32 bytes of salt and the canonical JSON of the value, in hex. */
export const commitmentOf = (salt: Uint8Array, value: Json): string =>
  createHash('sha256').update(COMMITMENT_HEAD).update(salt).update(jcs(value)).digest('hex')

/** Where a body speaks in its own name: its key signs what the log says of it, so that a change of its words is provably its own. */
const IN_ITS_NAME: readonly string[] = [
  ...[
    'dialogue.opened',
    'dialogue.answered',
    'dialogue.edited',
    'recommendation.answered',
    'commitment.made',
    'commitment.changed',
    'commitment.ended',
  ],
]
export const speaksForBody = (t: string): boolean => IN_ITS_NAME.includes(t)

const BODY_HEAD = 'passerelle/body/1\n'

/** What the key of a body signs: a head, and the canonical JSON of kind, day and fields of the entry. */
export const signedByBody = ({ t, fields }: Pick<Entry, 't' | 'fields'>, day: string): Buffer =>
  Buffer.from(`${BODY_HEAD}${jcs({ ...fields, t, day })}`)

/** What opens a commitment, as a file beside the proof of its entry. Whoever has both can show what the words were. */
export const OPENED_FORM = 'passerelle/commitment/1'
export type OpenedFile = { readonly form: typeof OPENED_FORM; readonly entry: number; readonly salt: string; readonly value: Json }

/** The same as one line of text, for paper: log, entry, what the entry commits to, and the salt. The words stand beside it. */
export const receiptCode = (
  log: string,
  { index, commits, salt }: { readonly index: number; readonly commits: string; readonly salt: string },
): string => `${OPENED_FORM} ${log} ${index} ${commits} ${salt}`

/** The receipt of somebody's votes; what else is in it the room says that covers them by an entry. */
export const VOTES_FORM = 'passerelle/votes/1'
export type VotesFile = EntryFields & { readonly form: typeof VOTES_FORM; readonly entry: number; readonly proof: string }

type Written = { readonly day: string; readonly source: string; readonly commits: string | null }

/** The bytes of an entry: canonical JSON (RFC 8785). `event` leads this hub, and nobody else, to what it was made of. */
export const bytesOf = ({ t, fields }: Pick<Entry, 't' | 'fields'>, { day, source, commits }: Written): Buffer =>
  Buffer.from(jcs({ ...fields, t, day, event: source, ...(commits === null ? {} : { commits }) }))

/** The same again, of what an entry says besides what every entry has. */
export function readEntry(bytes: Uint8Array): {
  readonly t: string
  readonly day: string
  readonly source: string
  readonly commits: string | null
  readonly fields: EntryFields
} | null {
  try {
    const held: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof held !== 'object' || held === null || Array.isArray(held)) return null
    const { t, day, event, commits = null, ...fields } = held as Record<string, unknown>
    if (typeof t !== 'string' || typeof day !== 'string' || typeof event !== 'string') return null
    if (commits !== null && typeof commits !== 'string') return null
    return { t, day, source: event, commits, fields: fields as EntryFields }
  } catch {
    return null
  }
}
