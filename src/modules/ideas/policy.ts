import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import type { Part } from '../gatherings/index.ts'
import { no } from './refusals.ts'
import { MOST_OWN, MOST_WAITING, phaseOf } from './rules.ts'
import type { Access, IdeaStatus } from './tables.ts'

type Parts = ReadonlySet<Part>
const ANSWERING: readonly Part[] = ['organiser', 'chair', 'rapporteur']

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'))

export const answers = (parts: Parts): boolean => ANSWERING.some((part) => parts.has(part))

export const mayCall = ({
  actor,
  parts,
  calledOff,
}: {
  readonly actor: Actor
  readonly parts: Parts
  readonly calledOff: boolean
}): Verdict =>
  all(signedIn(actor), parts.has('organiser') ? yes : no('idea.organisers-only'), calledOff ? no('idea.session-called-off') : yes)

type CallClock = { readonly opensAt: Date; readonly closesAt: Date; readonly answerBy: Date }
export type Call = CallClock & { readonly access: Access }

export type WriteFacts = {
  readonly actor: Actor
  readonly call: Call | null
  readonly waiting: number
  readonly ofGuestsToday: number
  readonly own: number
  readonly known: boolean
  readonly calledOff: boolean
}

/** Anybody, where the host allows it without an account; else anybody who has one. */
export function mayWrite({ actor, call, waiting, ofGuestsToday, own, known, calledOff }: WriteFacts, now: Date): Verdict {
  if (call === null) return no('idea.call-missing')
  const phase = phaseOf(call, now)
  const guest = actor.account === null
  return all(
    calledOff ? no('idea.session-called-off') : yes,
    phase === 'before' ? no('idea.not-open-yet') : phase === 'closed' ? no('idea.call-closed') : yes,
    call.access === 'account' && guest ? noFromHub('sign-in.needed') : yes,
    waiting < MOST_WAITING && (!guest || ofGuestsToday < MOST_WAITING) ? yes : no('idea.enough', { seconds: 3600 }),
    own < MOST_OWN ? yes : no('idea.too-many', { most: MOST_OWN }),
    known ? no('idea.twice') : yes,
  )
}

export type Desk = { readonly actor: Actor; readonly parts: Parts; readonly moderator: boolean }

/** Those who organise, chair or report, and the moderators of the body. */
export const maySeeDesk = ({ actor, parts, moderator }: Desk): Verdict =>
  all(signedIn(actor), answers(parts) || moderator || actor.operator ? yes : no('idea.team-only'))

/** Publish and decline: by the published rules. */
export const mayModerate = ({ actor, parts, moderator }: Desk): Verdict =>
  all(signedIn(actor), parts.has('organiser') || moderator || actor.operator ? yes : no('idea.moderators-only'))

export const notWithdrawn = (status: IdeaStatus): Verdict => (status === 'withdrawn' ? no('idea.withdrawn') : yes)

export const mayAnswer = ({ actor, parts }: Pick<Desk, 'actor' | 'parts'>, status: IdeaStatus): Verdict =>
  all(
    signedIn(actor),
    answers(parts) ? yes : no('idea.team-only'),
    notWithdrawn(status),
    status === 'published' ? yes : no('idea.not-published'),
  )

type Own = { readonly status: IdeaStatus; readonly answered: boolean; readonly call: CallClock }

/** While ideas are taken, and until it was answered: the answer is to these words. */
export const mayCorrect = ({ status, answered, call }: Own, now: Date): Verdict =>
  all(
    notWithdrawn(status),
    status === 'declined' ? no('idea.decided') : yes,
    answered ? no('idea.answered') : yes,
    phaseOf(call, now) === 'open' ? yes : no('idea.call-closed'),
  )

export const mayWithdraw = ({ status }: Pick<Own, 'status'>): Verdict => notWithdrawn(status)
