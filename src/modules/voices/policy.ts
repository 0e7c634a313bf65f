import { all, yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { namedOrHub } from '../../core/refused.ts'
import { no } from './refusals.ts'
import type { IntermediaryState, VoiceState } from './tables.ts'

/** An intermediary as the one who acts finds themselves: nobody is one by a body of a state alone, after the term, or with an office of a state. */
export type Serving = {
  readonly row: { readonly state: IntermediaryState } | null
  readonly trusted: boolean
  readonly ofState: boolean
  readonly inTerm: boolean
}

export const mayServe = (actor: Actor, { row, trusted, ofState, inTerm }: Serving): Verdict =>
  all(
    namedOrHub(actor),
    row?.state === 'serving' ? yes : no('voice.not-intermediary'),
    ofState ? no('voice.of-a-state') : yes,
    trusted ? yes : no('voice.body-of-a-state'),
    inTerm ? yes : no('voice.term-over'),
  )

/** What was begun can be taken back also after the term. */
export const mayStillKeep = (actor: Actor, { row }: Pick<Serving, 'row'>): Verdict =>
  all(namedOrHub(actor), row?.state === 'serving' ? yes : no('voice.not-intermediary'))

export const inState = (state: VoiceState, states: readonly VoiceState[]): Verdict => (states.includes(state) ? yes : no('voice.state'))

/** Until it is published only who wrote it down and who reads it a second time see it, and nothing is changed while somebody reads. */
export const OPEN: readonly VoiceState[] = ['made', 'written', 'returned']

export const mayModerate = ({ moderator }: { readonly moderator: boolean }): Verdict => (moderator ? yes : no('voice.not-moderator'))
