import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { spacedCode } from '../../../core/paper-code.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayChangeOwn } from '../policy.ts'
import { no } from '../refusals.ts'
import type { Mode, PlaceState } from '../tables.ts'
import { demandEdition } from './plan.ts'
import { mode, state, told, type Told } from './shapes.ts'

export const TOLD = 'registration'
export const TICKET = 'ticket'
export const REASON = 'registration-reason'

/** Why a place was declined, as its organisers wrote it. */
const reasonShape = z.object({ text: z.string(), language: z.string() })
export type Reason = z.infer<typeof reasonShape>

export const openReason = (keys: Keys, sealed: Buffer | null): Reason | null =>
  sealed === null ? null : reasonShape.parse(JSON.parse(keys.open(REASON, sealed)))

/** Of the account: one place in an edition whatever the name. */
export const holderTags = (keys: Keys, edition: string, account: string): readonly Buffer[] => keys.tags('registration', edition, account)

export type Own = {
  readonly id: string
  readonly person: string
  readonly state: PlaceState
  readonly mode: Mode
  readonly quiet: boolean
  readonly letter: boolean
  readonly movedUp: boolean
  readonly askedAt: Date
  readonly codeSealed: Buffer
  readonly reasonSealed: Buffer | null
  /** Their account has the place under another of its names. */
  readonly otherName: boolean
}

export async function ownOf(db: Reader, edition: string, actor: Actor, keys: Keys): Promise<Own | null> {
  if (actor.account === null || actor.person === null) return null
  const row = await db
    .selectFrom('registration')
    .select(['id', 'person_id', 'state', 'mode', 'quiet', 'letter', 'moved_up', 'asked_at', 'code_sealed', 'reason_sealed'])
    .where('edition_id', '=', edition)
    .where('holder_tag', 'in', [...holderTags(keys, edition, actor.account)])
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    ...{ id: row.id, person: row.person_id, state: row.state, mode: row.mode, quiet: row.quiet, letter: row.letter },
    ...{
      movedUp: row.moved_up,
      askedAt: row.asked_at,
      codeSealed: row.code_sealed,
      reasonSealed: row.reason_sealed,
      otherName: row.person_id !== actor.person,
    },
  }
}

export const codeOf = (keys: Keys, sealed: Buffer): string => spacedCode(keys.open(TICKET, sealed))

export const openTold = (keys: Keys, sealed: Buffer): Told => told.parse(JSON.parse(keys.open(TOLD, sealed)))

/** Null: it was erased. */
export async function toldBy(db: Reader, keys: Keys, { edition, id }: { edition: string; id: string }): Promise<Told | null> {
  const row = await db
    .selectFrom('registration_answer')
    .select('sealed')
    .where('edition_id', '=', edition)
    .where('registration_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : openTold(keys, row.sealed)
}

/** When an organiser read the answers of one person, to the hour, the newest first. */
export const readingsOf = async (db: Reader, { edition, id }: { edition: string; id: string }): Promise<readonly Date[]> => {
  const rows = await db
    .selectFrom('registration_reading')
    .select('read_at')
    .where('edition_id', '=', edition)
    .where('registration_id', '=', id)
    .orderBy('read_at', 'desc')
    .execute()
  return rows.map(({ read_at }) => read_at)
}

export const myRegistration = query({
  name: 'registrations.mine',
  summary: 'The place that you asked for in an edition, what you said, your ticket, and when an organiser read your answers',
  route: 'GET /editions/{edition}/registration',
  input: z.object({ edition: z.uuid() }),
  output: z.object({
    state,
    mode,
    quiet: z.boolean(),
    letter: z.boolean(),
    code: z.string().nullable().describe('Of the ticket, while the place is confirmed'),
    reason: reasonShape.nullable().describe('Why the place was declined, as the organisers wrote it'),
    told: told.nullable(),
    readings: z.array(z.date()),
  }),
  async read(db, { input, actor, outside: { keys } }) {
    await demandEdition(db, input.edition, actor)
    const own = await ownOf(db, input.edition, actor, keys)
    demand(mayChangeOwn(actor, own))
    const { id, codeSealed, reasonSealed, ...mine } = own ?? refuse(no('registration.not-yours'))
    const at = { edition: input.edition, id }
    return {
      ...{ state: mine.state, mode: mine.mode, quiet: mine.quiet, letter: mine.letter },
      code: mine.state === 'confirmed' ? codeOf(keys, codeSealed) : null,
      reason: openReason(keys, reasonSealed),
      told: await toldBy(db, keys, at),
      readings: [...(await readingsOf(db, at))],
    }
  },
})
