import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { namedOrHub, no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { MOST_NAMED } from './rules.ts'
import type { QuestionState } from './tables.ts'

/** Stewards of the body, who leads the community, and for the hub and its places whoever runs the hub. */
export const mayName = (actor: Actor, { tends, named }: { readonly tends: boolean; readonly named: number }): Verdict =>
  all(namedOrHub(actor), tends ? yes : no('contact.not-yours'), named < MOST_NAMED ? yes : no('contact.enough', { most: MOST_NAMED }))

type Accepting = { readonly accepted: boolean; readonly there: boolean; readonly young: boolean }

/** Whoever holds the link agrees for the name they act under, and for no other. */
export const mayAccept = (actor: Actor, { accepted, there, young }: Accepting): Verdict =>
  all(
    actor.person === null ? noFromHub('sign-in.needed') : yes,
    accepted ? no('contact.accepted') : yes,
    there ? no('contact.once') : yes,
    // Nobody is named in public before they are of age.
    young ? no('contact.young') : yes,
  )

/** The one who is named, and whoever may name somebody there. */
export const mayTend = (actor: Actor, { own, tends }: { readonly own: boolean; readonly tends: boolean }): Verdict =>
  all(namedOrHub(actor), own || tends ? yes : no('contact.not-yours'))

export const mayWorkOn = (actor: Actor, state: QuestionState): Verdict =>
  all(namedOrHub(actor), state === 'closed' ? no('contact.closed') : yes)

/** A log of one's own needs a name under which one finds it again. */
export const mayHelp = (actor: Actor): Verdict => (actor.person === null ? noFromHub('sign-in.needed') : yes)
