import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

const signedIn = (actor: Actor): Verdict => (actor.operator || actor.person !== null ? yes : noFromHub('sign-in.needed'))

/** Null: there is no such body. */
export type TendFacts = { readonly steward: boolean; readonly archived: boolean } | null

/** Stewards look after what their body says; operators may do what stewards may. */
export const mayTend = (actor: Actor, body: TendFacts): Verdict =>
  body === null
    ? no('directory.body-missing')
    : all(
        signedIn(actor),
        actor.operator || body.steward ? yes : no('directory.stewards-only'),
        body.archived ? no('directory.archived') : yes,
      )

/** Whoever has something to say that it still holds: there must be an entry. */
export const mayConfirm = (actor: Actor, body: TendFacts, written: boolean): Verdict =>
  all(mayTend(actor, body), written ? yes : no('directory.no-entry'))

/** Those who may tend at least one body; what each row may do is decided row by row. */
export const mayImport = (actor: Actor, tends: boolean): Verdict =>
  all(signedIn(actor), actor.operator || tends ? yes : no('directory.importers-only'))
