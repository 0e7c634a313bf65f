import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noCore } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { CONSENT_VERSION, facetsFor, isWider, MOST_HIDINGS, widestFacet, widestOf } from './rules.ts'
import type { Audience, Facet } from './tables.ts'

/** Everything here belongs to one identity, the one that acts; nobody does it for another, whoever runs the hub included. */
export const signedIn = (actor: Actor): Verdict => (actor.account === null || actor.person === null ? noCore('sign-in.needed') : yes)

export const mayChooseAudience = (actor: Actor, audience: Audience, under18: boolean): Verdict =>
  all(signedIn(actor), isWider(audience, widestOf(under18)) ? no('card.under-18') : yes)

export type FacetFacts = { readonly audience: Audience; readonly under18: boolean }
export type FacetAsked = { readonly facet: Facet; readonly audience: Audience; readonly agreed: string | undefined }

/** Nothing is kept without the consent to the words as they are now, and nothing is shown more widely than the identity itself. */
export function maySaveFacet(actor: Actor, { facet, audience, agreed }: FacetAsked, facts: FacetFacts): Verdict {
  const tooWide = isWider(audience, widestFacet(facts.under18, facts.audience))
  return all(
    signedIn(actor),
    facts.under18 && !facetsFor(true).includes(facet) ? no('facet.residence-young') : yes,
    tooWide ? no(facts.under18 ? 'facet.under-18' : 'facet.too-wide') : yes,
    agreed === undefined ? no('consent.needed') : yes,
    agreed === CONSENT_VERSION ? yes : no('consent.outdated'),
  )
}

/** One's own, and while it holds. */
export const mayWithdraw = (actor: Actor, consent: unknown): Verdict => all(signedIn(actor), consent === null ? no('consent.missing') : yes)

export type HideFacts = { readonly isOwn: boolean; readonly bodyKnown: boolean; readonly held: number }

/** Whether there is such a person is not asked: an answer to that would tell about somebody who is hidden. */
export const mayHide = (actor: Actor, { isOwn, bodyKnown, held }: HideFacts): Verdict =>
  all(
    signedIn(actor),
    bodyKnown ? yes : no('hiding.no-body'),
    isOwn ? no('hiding.own') : yes,
    held < MOST_HIDINGS ? yes : no('hiding.too-many', { most: MOST_HIDINGS }),
  )

export const mayShowAgain = (actor: Actor, found: boolean): Verdict => all(signedIn(actor), found ? yes : no('hiding.missing'))

/** The hub itself, when it hears that an identity is gone. */
export const mayForget = (actor: Actor): Verdict => (actor.operator && actor.person === null ? yes : noCore('sign-in.needed'))
