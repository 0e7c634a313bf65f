import { yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

/** Everybody shares these words, so whoever runs the hub looks after them. */
export function mayKeep(actor: Actor): Verdict {
  if (actor.operator) return yes
  return actor.account === null ? noFromHub('sign-in.needed') : no('topic.operator-only')
}
