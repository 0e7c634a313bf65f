import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { asLead } from '../policy.ts'
import { accountTags, openPerson } from './shelf.ts'
import { at } from './shapes.ts'
import { standingRead } from './standing.ts'
import type {} from '../tables.ts'

export const REQUEST = 'community-request'
const answered = z.array(z.object({ question: z.string(), answer: z.string() }))
export type Answered = z.infer<typeof answered>

/** A multiple of this many letters: how long an answer is tells nothing. */
const SEALED_LENGTH = 2048
const padded = (text: string): string => {
  const bytes = Buffer.byteLength(text)
  return text + ' '.repeat(Math.ceil(bytes / SEALED_LENGTH) * SEALED_LENGTH - bytes)
}

/** With whose request it is, so that a seal that is moved to another row does not open as that one's. */
export const sealAnswers = (keys: Pick<Keys, 'seal'>, request: string, answers: Answered): Buffer =>
  keys.seal(REQUEST, padded(JSON.stringify([request, answers])))
export const openAnswers = (keys: Pick<Keys, 'open'>, request: string, sealed: Buffer): Answered => {
  const [of, answers] = z.tuple([z.string(), answered]).parse(JSON.parse(keys.open(REQUEST, sealed)))
  return of === request ? answers : []
}
export const sealReason = (keys: Pick<Keys, 'seal'>, of: string, reason: string): Buffer =>
  keys.seal(REQUEST, padded(JSON.stringify([of, reason])))
export const openReason = (keys: Pick<Keys, 'open'>, of: string, sealed: Buffer | null): string => {
  if (sealed === null) return ''
  const [whose, reason] = z.tuple([z.string(), z.string()]).parse(JSON.parse(keys.open(REQUEST, sealed)))
  return whose === of ? reason : ''
}

export const listRequests = query({
  name: 'communities.requests',
  summary: 'Who asks to come in, and what they answered. For stewards and facilitators',
  route: 'GET /communities/{community}/requests',
  input: at,
  output: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      answers: answered,
      guardian: z.boolean(),
      askedOn: z.string(),
      decideBy: z.string(),
    }),
  ),
  async read(db, { input, actor, now, outside }) {
    demand(asLead(actor, await standingRead(db, { actor, now, outside }, input.community)))
    const rows = await db
      .selectFrom('community_request')
      .select(['id', 'person_sealed', 'answers_sealed', 'guardian', 'asked_on', 'decide_by'])
      .where('community_id', '=', input.community)
      .where('state', '=', 'waiting')
      .orderBy('decide_by')
      .orderBy('id')
      .limit(100)
      .execute()
    const persons = new Map(rows.map((row) => [row.id, openPerson(outside.keys, input.community, row.person_sealed)]))
    const names = await people.nameOf(db, [...persons.values()])
    return rows.map((row) => ({
      ...{ id: row.id, name: names.get(persons.get(row.id) ?? '') ?? '', answers: openAnswers(outside.keys, row.id, row.answers_sealed) },
      ...{ guardian: row.guardian, askedOn: row.asked_on, decideBy: row.decide_by },
    }))
  },
})

export type WaitingRequest = z.infer<(typeof listRequests)['output']>[number]

/** What the account asked for there, by whichever of its names; null: nothing. */
export async function requestOf(
  db: Reader,
  keys: Keys,
  { account, community }: { readonly account: string | null; readonly community: string },
) {
  if (account === null) return null
  const row = await db
    .selectFrom('community_request')
    .select(['id', 'state', 'decide_by as decideBy', 'reason_sealed', 'person_sealed', 'decided_at as decidedAt'])
    .where('community_id', '=', community)
    .where('account_tag', 'in', [...accountTags(keys, community, account)])
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, state, decideBy, decidedAt } = row
  return {
    id,
    state,
    decideBy,
    decidedAt,
    reason: openReason(keys, id, row.reason_sealed),
    person: openPerson(keys, community, row.person_sealed),
  }
}

export type Question = { readonly language: string; readonly text: string }

/** What whoever asks to come in answers, in order. */
export const questionsOf = (db: Reader, community: string): Promise<readonly Question[]> =>
  db.selectFrom('community_question').select(['language', 'text']).where('community_id', '=', community).orderBy('position').execute()
