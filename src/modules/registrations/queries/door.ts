import { isUuid } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { gatherings, type EditionCard } from '../../gatherings/index.ts'
import { organisations } from '../../organisations/index.ts'
import { mayStandAtDoor } from '../policy.ts'
import { no } from '../refusals.ts'
import { endOf, KEEP_DAYS } from '../rules.ts'
import { codeOf, openTold } from './own.ts'
import { planOf } from './plan.ts'
import { mode as modeShape } from './shapes.ts'

const PURPOSE = 'check-in'

/** The id alone, which lies in the table, opens nothing. */
export const doorToken = (keys: Keys, edition: string, id: string): string => keys.sign(PURPOSE, `${edition}.${id}`)

const partsOf = (keys: Keys, token: string): readonly string[] => keys.verify(PURPOSE, token)?.split('.') ?? []

/** Whose door a link is for, if we made it. */
export function editionOfDoor(keys: Keys, token: string): string | null {
  const [edition = ''] = partsOf(keys, token)
  return isUuid(edition) ? edition : null
}

export type Door = { readonly edition: EditionCard; readonly organiser: boolean; readonly link: 'none' | 'good' | 'over' }
type Asked = { readonly edition: string; readonly link?: string | undefined }
type Around = { readonly actor: Actor; readonly now: Date; readonly keys: Keys }

/** What decides whether somebody may stand at the door of an edition. Whoever holds a link that holds needs no account. */
export async function doorOf(db: Reader, { edition: id, link: token }: Asked, { actor, now, keys }: Around): Promise<Door> {
  const missing = no('registration.edition-missing')
  if (token === undefined) {
    const seen = (await gatherings.seenEdition(db, { id }, actor)) ?? refuse(missing)
    return { edition: seen.edition, organiser: seen.organiser, link: 'none' }
  }
  const [of = '', linkId = ''] = partsOf(keys, token)
  const row =
    of === id && isUuid(linkId)
      ? await db
          .selectFrom('check_in_link')
          .select(['expires_at as expiresAt', 'made_by as madeBy'])
          .where('edition_id', '=', id)
          .where('id', '=', linkId)
          .executeTakeFirst()
      : undefined
  const edition = row === undefined ? null : await gatherings.editionById(db, id, actor.locale)
  if (row === undefined || edition === null) return refuse(no('check-in.link-over'))
  const good = row.expiresAt > now && (await stillOrganises(db, id, row.madeBy))
  return { edition, organiser: false, link: good ? 'good' : 'over' }
}

/** A link is worth what the office of its maker is: it ends with it. The hub keeps its own. */
export async function stillOrganises(db: Reader, edition: string, madeBy: string | null): Promise<boolean> {
  if (madeBy === null) return true
  for (const host of await gatherings.hostsOf(db, edition)) if ((await organisations.standingOf(db, host, madeBy)).convener) return true
  return false
}

export type Guest = {
  readonly id: string
  readonly hash: string
  /** The name of the badge, where it may be shown; else null. */
  readonly badge: string | null
  readonly code: string
  readonly mode: 'in-person' | 'online'
  readonly at: Date | null
}

/** Everybody who has a place, in no order of coming. Quiet ones are without a name. */
export async function guestsOf(db: Reader, keys: Keys, edition: string): Promise<readonly Guest[]> {
  const rows = await db
    .selectFrom('registration')
    .leftJoin('registration_answer', (join) =>
      join
        .onRef('registration_answer.edition_id', '=', 'registration.edition_id')
        .onRef('registration_answer.registration_id', '=', 'registration.id'),
    )
    .leftJoin('check_in', (join) =>
      join.onRef('check_in.edition_id', '=', 'registration.edition_id').onRef('check_in.registration_id', '=', 'registration.id'),
    )
    .select(['registration.id', 'code_hash', 'code_sealed', 'quiet', 'mode', 'sealed', 'check_in.at'])
    .where('registration.edition_id', '=', edition)
    .where('state', '=', 'confirmed')
    .orderBy('code_hash')
    .execute()
  return rows.map(({ id, code_hash, code_sealed, quiet, mode, sealed, at }) => {
    const badge = quiet || sealed === null ? '' : openTold(keys, sealed).badge
    return { id, hash: code_hash.toString('hex'), badge: badge === '' ? null : badge, code: codeOf(keys, code_sealed), mode, at }
  })
}

export type CheckedIn = { readonly registration: string; readonly label: string; readonly at: Date }

/** The newest first, for whoever stands at the door: by the name of the badge where the door sees names, else by code. */
export async function newestCheckIns(db: Reader, keys: Keys, edition: string): Promise<readonly CheckedIn[]> {
  const plan = await planOf(db, edition)
  const rows = await db
    .selectFrom('check_in')
    .innerJoin('registration', (join) =>
      join.onRef('registration.edition_id', '=', 'check_in.edition_id').onRef('registration.id', '=', 'check_in.registration_id'),
    )
    .leftJoin('registration_answer', (join) =>
      join
        .onRef('registration_answer.edition_id', '=', 'registration.edition_id')
        .onRef('registration_answer.registration_id', '=', 'registration.id'),
    )
    .select(['registration.id', 'code_sealed', 'quiet', 'sealed', 'check_in.at'])
    .where('check_in.edition_id', '=', edition)
    .orderBy('check_in.at', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ id, code_sealed, quiet, sealed, at }) => {
    const badge = plan?.namesAtDoor !== true || quiet || sealed === null ? '' : openTold(keys, sealed).badge
    return { registration: id, label: badge === '' ? codeOf(keys, code_sealed) : badge, at }
  })
}

export const checkInList = query({
  name: 'registrations.check-in-list',
  summary:
    'What a device at the door has to know to go on without a connection: hashes of codes (SHA-256 of `<edition>:<code>`), and names of badges only where the organisers chose so. For organisers, and whoever holds their link.',
  route: 'GET /editions/{edition}/check-in-list',
  input: z.object({ edition: z.uuid(), link: z.string().max(300).optional() }),
  output: z.object({
    until: z.date().describe('From then on it is to be forgotten'),
    guests: z.array(z.object({ hash: z.string(), badge: z.string().nullable(), mode: modeShape, at: z.date().nullable() })),
  }),
  async read(db, { input, actor, now, outside: { keys } }) {
    const door = await doorOf(db, input, { actor, now, keys })
    demand(mayStandAtDoor(actor, door))
    const names = (await planOf(db, input.edition))?.namesAtDoor === true
    const guests = await guestsOf(db, keys, input.edition)
    return {
      until: new Date(endOf(door.edition).getTime() + KEEP_DAYS * 86_400_000),
      guests: guests.map(({ hash, badge, mode, at }) => ({ hash, badge: names ? badge : null, mode, at })),
    }
  },
})
