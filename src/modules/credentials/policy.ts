import { yes, type Verdict } from '#base'
import type { Actor } from '../../core/actor.ts'
import { no as noFromHub } from '../../core/refused.ts'
import { no } from './refusals.ts'

/** The account counts, by whichever of its names it acts; a program never asks for one. */
export const holdsAccount = (actor: Actor): Verdict =>
  actor.account !== null && actor.token === undefined ? yes : noFromHub('sign-in.needed')

export const maySetLeast = (actor: Actor): Verdict => (actor.operator ? yes : no('credential.operators-only'))
