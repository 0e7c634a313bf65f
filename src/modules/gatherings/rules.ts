import { dayIn } from '#base'
import type { ApplicationState, BlockSort, EditionState, SessionRole, SessionState } from './tables.ts'

/** What a visitor asks of a session: is it still to come, running, or over. */
export type Phase = 'draft' | 'before' | 'running' | 'closed' | 'called-off'

type Clock = { readonly state: SessionState; readonly openedAt: Date | null; readonly closedAt: Date | null }

/** A session runs from the hour when its chair opened it until they closed it, and not by the plan. */
export function phaseOf({ state, openedAt, closedAt }: Clock): Phase {
  if (state !== 'announced') return state
  if (openedAt === null) return 'before'
  return closedAt === null ? 'running' : 'closed'
}

/** Until when speakers correct or withdraw what they said; null while the session has not ended. */
export function correctionEndsAt({ closedAt, correctionHours }: { closedAt: Date | null; correctionHours: number }): Date | null {
  return closedAt === null ? null : new Date(closedAt.getTime() + correctionHours * 3_600_000)
}

export const SESSION_ROLES = ['chair', 'rapporteur', 'youth-rapporteur', 'note-taker'] as const satisfies readonly SessionRole[]
export const BLOCK_SORTS = [
  ...(['welcome', 'host', 'keynote', 'example', 'discussion', 'break', 'closing'] as const satisfies readonly BlockSort[]),
] as const

/** What somebody is in a session: by a role given to their identity, or as an organiser by an office in a body that hosts it. */
export type Part = SessionRole | 'organiser'

export const CORRECTION_HOURS = 48
export const INVITATION_DAYS = 30
export const MOST_BLOCKS = 60
export const MOST_VENUES = 30
/** Speakers, and materials, of one session. */
export const MOST_NAMED = 100

export const invitationExpiry = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * 86_400_000)

/** How an address begins: small letters, digits and hyphens. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Addresses of the room's own pages, which no summit and no edition may take. */
export const RESERVED: ReadonlySet<string> = new Set(['new', 'edit'])

type Hours = { readonly startsAt: Date; readonly endsAt: Date }
type Days = { readonly startsOn: string; readonly endsOn: string; readonly zone: string }

/** Whether the hours lie in the days of an edition, by the clock of its place. */
export const insideDays = ({ startsAt, endsAt }: Hours, { startsOn, endsOn, zone }: Days): boolean =>
  startsOn <= dayIn(startsAt, zone) && dayIn(endsAt, zone) <= endsOn

const midnight = (day: string, zone: string): number => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds

/** From the first minute of these days to the last one: when a session is planned whose hours are not set. */
export const wholeDays = ({ startsOn, endsOn, zone }: Days): Hours => ({
  startsAt: new Date(midnight(startsOn, zone)),
  endsAt: new Date(midnight(Temporal.PlainDate.from(endsOn).add({ days: 1 }).toString(), zone) - 60_000),
})

type HoursPlan = { readonly hoursKnown: boolean; readonly startsAt?: string | undefined; readonly endsAt?: string | undefined }

/** The hours of a plan; while they are not set, the days of its edition. */
export const hoursOf = ({ hoursKnown, startsAt, endsAt }: HoursPlan, days: Days): Hours =>
  hoursKnown && startsAt !== undefined && endsAt !== undefined
    ? { startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
    : wholeDays(days)

type Beginning = { readonly hoursKnown: boolean; readonly startsAt: Date; readonly openedAt: Date | null }

/** When a session begins by its plan; where the plan has no hours, when it really began. Null: nobody knows yet. */
export const beginningOf = ({ hoursKnown, startsAt, openedAt }: Beginning): Date | null => (hoursKnown ? startsAt : openedAt)

export const endOf = ({ startsAt, minutes }: { readonly startsAt: Date; readonly minutes: number }): Date =>
  new Date(startsAt.getTime() + minutes * 60_000)

/** The order after one of them went up or down by one place; where there is no place to go, the same order. */
export function moved(ids: readonly string[], id: string, direction: 'up' | 'down'): readonly string[] {
  const from = ids.indexOf(id)
  const to = from + (direction === 'up' ? -1 : 1)
  const other = ids[to]
  if (from < 0 || other === undefined) return ids
  return ids.map((one, at) => (at === from ? other : at === to ? id : one))
}

/** When a block begins that is added behind these: where the last one ends, or with the session. */
export function nextStart(blocks: readonly { readonly startsAt: Date; readonly minutes: number }[], sessionStart: Date): Date {
  const ends = blocks.map((block) => endOf(block).getTime())
  return new Date(Math.max(sessionStart.getTime(), ...ends))
}

/** What everybody may see of an application. The words stay with those who decide. */
export const isPublicState = (state: ApplicationState): boolean => state !== 'withdrawn'

/** A link that readers follow: a page or a file on the web, over an encrypted line. */
export const isWebAddress = (text: string): boolean => {
  try {
    const { protocol, username, password } = new URL(text)
    return protocol === 'https:' && username === '' && password === ''
  } catch {
    return false
  }
}

/** Who hears what happened to a session: of a draft, and of what waits for an edition that is one, nobody outside. */
export const toldTo = ({
  state,
  editionState,
}: {
  readonly state: SessionState
  readonly editionState: EditionState
}): 'internal' | 'public' => (state === 'draft' || editionState === 'draft' ? 'internal' : 'public')
