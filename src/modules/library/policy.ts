import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { namedOrHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import { dayOf, LONGEST_ASSIST_DAYS, daysAfter } from './rules.ts'
import type { Day, EntryState, OfferState } from './tables.ts'

/** What the one who acts is to an entry. */
export type Relation = {
  readonly actor: Actor
  /** They looked after it, or convene in the name of the body that does. */
  readonly owner: boolean
  /** A keeper of the library, or a steward of a verified body. */
  readonly reader: boolean
  /** By whichever of their names they wrote what waits. */
  readonly wroteIt: boolean
}
export type EntryFacts = {
  readonly state: EntryState
  readonly hidden: boolean
  readonly waits: boolean
}

export const maySee = ({ owner, reader }: Pick<Relation, 'owner' | 'reader'>, { state, hidden, waits }: EntryFacts): boolean =>
  owner || (reader && waits) || (!hidden && (state === 'published' || state === 'archived'))

/** In one's own name, or in that of a body for whoever convenes there. */
export const mayWriteFor = (actor: Actor, body: string | null, convenes: boolean): Verdict =>
  all(namedOrHub(actor), body === null || convenes ? yes : no('library.not-for-body'))

export const mayWrite = ({ actor, owner }: Relation, { hidden, state }: EntryFacts): Verdict =>
  all(namedOrHub(actor), owner ? yes : no('library.not-owner'), hidden || state === 'archived' ? no('library.state') : yes)

export const mayPropose = (relation: Relation, facts: EntryFacts): Verdict =>
  all(
    mayWrite(relation, facts),
    facts.waits ? no('library.waits-already') : yes,
    facts.state === 'draft' || facts.state === 'declined' ? yes : no('library.state'),
  )

export const mayDecide = ({ actor, reader, wroteIt }: Relation, { waits, hidden }: EntryFacts): Verdict =>
  all(
    namedOrHub(actor),
    reader ? yes : no('library.not-reader'),
    wroteIt ? no('library.own-entry') : yes,
    waits && !hidden ? yes : no('library.nothing-waits'),
  )

export const mayConfirm = ({ actor, owner }: Relation, { state, hidden }: EntryFacts): Verdict =>
  all(namedOrHub(actor), owner ? yes : no('library.not-owner'), state === 'published' && !hidden ? yes : no('library.state'))

/** Whoever looks after it, or a reader: what is out of date helps nobody. */
export const mayArchive = ({ actor, owner, reader }: Relation, { state, hidden }: EntryFacts): Verdict =>
  all(namedOrHub(actor), owner || reader ? yes : no('library.not-owner'), state === 'published' && !hidden ? yes : no('library.state'))

export const mayRestore = ({ actor, owner, reader }: Relation, { state, hidden }: EntryFacts): Verdict =>
  all(namedOrHub(actor), owner || reader ? yes : no('library.not-owner'), state === 'archived' && !hidden ? yes : no('library.state'))

export const mayDiscard = ({ actor, owner }: Relation, { state }: EntryFacts): Verdict =>
  all(namedOrHub(actor), owner ? yes : no('library.not-owner'), state === 'published' || state === 'archived' ? no('library.state') : yes)

/** Its owner, a reader, or somebody who convenes anywhere: a translation is shown beside the original, with who made it. */
export const mayTranslate = (relation: Relation, { state, hidden }: EntryFacts, convenes: boolean): Verdict =>
  all(
    namedOrHub(relation.actor),
    relation.owner || relation.reader || convenes ? yes : no('library.not-translator'),
    state === 'published' && !hidden ? yes : no('library.state'),
  )

export const mayCheckTranslation = ({ actor, owner, reader }: Relation, wrote: boolean): Verdict =>
  all(namedOrHub(actor), owner || reader ? yes : no('library.not-owner'), wrote ? no('library.own-translation') : yes)

export type TrialFacts = EntryFacts & { readonly practice: boolean; readonly ownBody: boolean; readonly convenes: boolean }

export const mayTellTrial = (actor: Actor, { practice, ownBody, convenes, state, hidden }: TrialFacts): Verdict =>
  all(
    namedOrHub(actor),
    practice ? yes : no('library.practices-alone'),
    state === 'published' && !hidden ? yes : no('library.state'),
    convenes ? yes : no('library.not-for-body'),
    ownBody ? no('library.own-trial') : yes,
  )

export const mayNameKeepers = (actor: Actor): Verdict => (actor.operator ? yes : no('library.not-operator'))

export const mayAsk = (actor: Actor, convenes: boolean, until: Day, now: Date): Verdict =>
  all(
    namedOrHub(actor),
    convenes ? yes : no('library.not-for-body'),
    until > dayOf(now) && until <= daysAfter(dayOf(now), LONGEST_ASSIST_DAYS) ? yes : no('assist.day'),
  )

export type AssistFacts = { readonly open: boolean; readonly hidden: boolean }
/** Which of the two sides of a pair somebody convenes for. */
export type Sides = { readonly asker: boolean; readonly helper: boolean }

const isOpen = ({ open, hidden }: AssistFacts): Verdict => (open && !hidden ? yes : no('assist.closed'))

export const mayEnd = (actor: Actor, { asker }: Pick<Sides, 'asker'>, facts: AssistFacts): Verdict =>
  all(namedOrHub(actor), asker ? yes : no('library.not-for-body'), isOpen(facts))

export const mayOffer = (
  actor: Actor,
  { open, hidden, convenes, own, before }: AssistFacts & { convenes: boolean; own: boolean; before: OfferState | null },
): Verdict =>
  all(
    namedOrHub(actor),
    convenes ? yes : no('library.not-for-body'),
    isOpen({ open, hidden }),
    own ? no('assist.own') : yes,
    before === 'paired' || before === 'declined' ? no('assist.offered-already') : yes,
  )

export const mayDecideOffer = (actor: Actor, { asker }: Pick<Sides, 'asker'>, facts: AssistFacts, state: OfferState): Verdict =>
  all(namedOrHub(actor), asker ? yes : no('library.not-for-body'), isOpen(facts), state === 'waiting' ? yes : no('assist.decided'))

export const mayWithdrawOffer = (actor: Actor, { helper }: Pick<Sides, 'helper'>, state: OfferState): Verdict =>
  all(namedOrHub(actor), helper ? yes : no('library.not-for-body'), state === 'waiting' || state === 'paired' ? yes : no('assist.decided'))

/** What a pair does: settle an hour, say that they met, write what they learnt. Also once the request has ended, for notes come late. */
export const mayAsPair = (actor: Actor, { asker, helper }: Sides, { state, hidden }: { state: OfferState; hidden: boolean }): Verdict =>
  all(
    namedOrHub(actor),
    asker || helper ? yes : no('assist.not-side'),
    hidden ? no('assist.closed') : yes,
    state === 'paired' ? yes : no('assist.not-paired'),
  )

export const mayModerate = ({ moderator }: { readonly moderator: boolean }): Verdict => (moderator ? yes : no('library.not-moderator'))
