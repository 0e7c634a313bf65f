import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import type { VersionState } from './tables.ts'

type Role = 'member' | 'facilitator' | 'steward' | null
export type Asking = { readonly actor: Pick<Actor, 'person'>; readonly role: Role; readonly ended: boolean }

export const signedIn = ({ person }: Pick<Actor, 'person'>): Verdict => (person === null ? noFromHub('sign-in.needed') : yes)

/** Whoever decides in a community says what it agrees on with another; also of one that has ended, which can always end what it holds. */
export const mayEnd = ({ actor, role }: Asking): Verdict => all(signedIn(actor), role === 'steward' ? yes : no('mirror.stewards-only'))

export const mayDecide = (asking: Asking): Verdict => all(mayEnd(asking), asking.ended ? no('mirror.community-ended') : yes)

type Answering = {
  readonly asking: Asking
  readonly version: { readonly state: VersionState; readonly answerBy: string; readonly ours: boolean } | null
  /** Decides for the other side too, by whichever of their names. */
  readonly decidesForBoth: boolean
}

/** The side that did not write it answers; and a yes of one is given by somebody who does not decide for the other. */
export const mayAnswer = ({ asking, version, decidesForBoth }: Answering, today: string, agrees: boolean): Verdict =>
  all(
    mayDecide(asking),
    version === null ? no('mirror.missing') : yes,
    version?.state === 'waiting' && version.answerBy >= today ? yes : no('mirror.answered'),
    version?.ours === true ? no('mirror.own-words') : yes,
    agrees && decidesForBoth ? no('mirror.looks-after-both') : yes,
  )

type Coming = {
  readonly actor: Pick<Actor, 'person'>
  readonly open: boolean
  readonly member: 'none' | 'this-name' | 'another-name'
  readonly belongs: boolean
  readonly removed: boolean
}

export const mayComeIn = ({ actor, open, member, belongs, removed }: Coming): Verdict =>
  all(
    signedIn(actor),
    member === 'this-name' ? no('mirror.member-already') : yes,
    member === 'another-name' ? no('mirror.by-another-name') : yes,
    open ? yes : no('mirror.not-open'),
    belongs ? yes : no('mirror.belongs-to-neither'),
    removed ? no('mirror.removed') : yes,
  )

type Accepting = {
  readonly actor: Pick<Actor, 'person'>
  readonly offered: boolean
  /** Belongs to the space by the name under which they act. */
  readonly member: boolean
  readonly facilitates: boolean
  readonly open: boolean
}

/** Whoever was not named learns no more than that. */
export const mayAccept = ({ actor, offered, member, facilitates, open }: Accepting): Verdict =>
  all(
    signedIn(actor),
    offered ? yes : no('mirror.offer-missing'),
    open ? yes : no('mirror.not-open'),
    member ? yes : no('mirror.join-first'),
    facilitates ? no('mirror.facilitates-already') : yes,
  )
