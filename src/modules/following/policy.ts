import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { MOST } from './rules.ts'

export const signedIn = ({ account, person }: Actor): Verdict => (account === null || person === null ? noFromHub('sign-in.needed') : yes)

type Followable = { readonly belongs: boolean } | undefined

/** `subject`: as the reader may know of it. What they may not know of is refused like what never was. */
export const mayFollow = (actor: Actor, subject: Followable, follows: number): Verdict =>
  all(
    signedIn(actor),
    subject === undefined ? no('follow.missing') : yes,
    subject?.belongs === true ? no('follow.belong') : yes,
    follows < MOST.follows ? yes : no('follow.too-many'),
  )

export const mayMute = (actor: Actor, mutes: number): Verdict => all(signedIn(actor), mutes < MOST.mutes ? yes : no('mute.too-many'))

export type RecipeFacts = { readonly owner: string; readonly ended: boolean } | null

/** Its owner, by the identity that made it, also for a while after its end; and whoever runs the hub takes one from the public that breaks the charter. */
export function mayRenew({ actor, recipe }: { readonly actor: Actor; readonly recipe: RecipeFacts }): Verdict {
  if (recipe === null || (recipe.ended && recipe.owner !== actor.person)) return all(signedIn(actor), no('recipe.missing'))
  return all(signedIn(actor), recipe.owner === actor.person ? yes : no('recipe.owner-only'))
}

/** About what was reported decides whoever moderates for the hub: no body stands behind a recipe. */
export const mayModerate = ({ operator, person }: Actor): Verdict =>
  all(operator || person !== null ? yes : noFromHub('sign-in.needed'), operator ? yes : no('recipe.moderators-only'))

export const mayWithdraw = (asked: { readonly actor: Actor; readonly recipe: RecipeFacts }): Verdict =>
  asked.actor.operator && asked.actor.account !== null && asked.recipe !== null ? yes : mayRenew(asked)
