import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, namedOrHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import type { Office } from './tables.ts'

/** What somebody is where a document is written: in its session, or in any session of its edition. */
export type Parts = ReadonlySet<'organiser' | 'chair' | 'rapporteur'>

const holds = (actor: Actor, parts: Parts, roles: readonly ('organiser' | 'chair' | 'rapporteur')[]): boolean =>
  isTheHub(actor) || roles.some((role) => parts.has(role))

/** The rapporteur writes; an organiser may do it for them. */
export const mayEdit = (actor: Actor, parts: Parts): Verdict =>
  all(namedOrHub(actor), holds(actor, parts, ['rapporteur', 'organiser']) ? yes : no('outcome.editors-only'))

/** Who answers for it: the chair, or an organiser. */
const leads = (actor: Actor, parts: Parts): Verdict =>
  all(namedOrHub(actor), holds(actor, parts, ['chair', 'organiser']) ? yes : no('outcome.leaders-only'))

/** Whoever prepares it sees the draft; to others it is missing. */
export const maySeeDraft = (actor: Actor, parts: Parts): boolean => holds(actor, parts, ['rapporteur', 'organiser', 'chair'])

export type Ready = {
  readonly sentences: number
  /** Without words: of a source that was withdrawn, or left so. */
  readonly empty: number
  readonly withdrawn: number
  readonly printing: boolean
}

export const isReady = ({ sentences, empty, withdrawn, printing }: Ready): Verdict =>
  all(
    printing ? no('outcome.printing') : yes,
    sentences === 0 ? no('outcome.nothing-to-release') : yes,
    withdrawn > 0 ? no('outcome.withdrawn-cited', { count: withdrawn }) : yes,
    empty > 0 ? no('outcome.empty-sentence', { count: empty }) : yes,
  )

export const mayRelease = (actor: Actor, parts: Parts, ready: Ready): Verdict => all(leads(actor, parts), isReady(ready))

export const mayAsk = (actor: Actor, parts: Parts, { released }: { readonly released: boolean }): Verdict =>
  all(leads(actor, parts), released ? yes : no('outcome.not-released'))

type Endorsing = { readonly convener: boolean; readonly released: boolean; readonly until: string | null; readonly today: string }

/** For a body, by an office in it, until the day that was told. */
export const mayEndorse = (actor: Actor, { convener, released, until, today }: Endorsing): Verdict =>
  all(
    namedOrHub(actor),
    convener || isTheHub(actor) ? yes : no('outcome.offices-only'),
    released ? yes : no('outcome.not-released'),
    until !== null && today <= until ? yes : no('outcome.endorsement-over'),
  )

export const mayModerate = ({ moderator }: { readonly moderator: boolean }): Verdict => (moderator ? yes : no('outcome.moderators-only'))

export const theHubMay = (actor: Actor): Verdict => (isTheHub(actor) ? yes : no('outcome.hub-only'))

/** As what they do it, for the record: the first of these that they hold. */
export const officeOf = (parts: Parts, roles: readonly ('organiser' | 'chair' | 'rapporteur')[]): Office =>
  roles.find((role) => parts.has(role)) ?? 'hub'
