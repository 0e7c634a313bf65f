import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { isTheHub, no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import type { MoveState } from './tables.ts'

export type Asking = {
  readonly actor: Actor
  readonly role: 'member' | 'facilitator' | 'steward' | null
  /** It can move at all: it runs, and is held by its own members. */
  readonly movable: boolean
  /** Null: nobody has announced that it moves. */
  readonly state: MoveState | null
  /** Everybody may know of it, and so of its move. */
  readonly open: boolean
}

const signedIn = (actor: Actor): Verdict => (actor.person === null ? noFromHub('sign-in.needed') : yes)

const member = ({ actor, role }: Asking): Verdict => all(signedIn(actor), role === null ? no('move.members-only') : yes)

const steward = (asking: Asking): Verdict => all(member(asking), asking.role === 'steward' ? yes : no('move.stewards-only'))

const announced = ({ state }: Asking): Verdict => (state === null ? no('move.missing') : state === 'announced' ? yes : no('move.has-left'))

export const mayAnnounce = (asking: Asking): Verdict =>
  all(steward(asking), asking.state === null ? yes : no('move.announced-already'), asking.movable ? yes : no('move.not-this-one'))

/** Whoever may read what is said of it: members; where it is public everybody. */
export const mayRead = (asking: Asking): Verdict =>
  all(asking.open ? yes : member(asking), asking.state === null ? no('move.missing') : yes)

/** Not to come along, and to come along after all. */
export const mayChoose = (asking: Asking): Verdict => all(member(asking), announced(asking))

/** Until it leaves the stewards; once it is read only whoever runs the hub, by the command line, for then a copy may be elsewhere. */
export const mayCancel = (asking: Asking): Verdict =>
  isTheHub(asking.actor)
    ? asking.state === null
      ? no('move.missing')
      : asking.state === 'settled'
        ? no('move.has-left')
        : yes
    : all(steward(asking), announced(asking))
