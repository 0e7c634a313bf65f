import { refusing, yes, type Refusal, type Verdict } from '#base'
import { isTheHub, type Actor } from './actor.ts'

export const refusals = {
  'input.invalid': 'invalid',
  'page.missing': 'missing',
  'too-many': 'busy',
  'too-many.hour': 'busy',
  'post.foreign': 'forbidden',
  'request.too-large': 'invalid',
  'request.head-too-large': 'invalid',
  'request.too-many-fields': 'invalid',
  'request.too-deep': 'invalid',
  'request.not-json': 'invalid',
  'file.too-large': 'invalid',
  'file.not-text': 'invalid',
  'sign-in.needed': 'forbidden',
  'token.wrong': 'forbidden',
  'token.scope': 'forbidden',
  'token.never': 'forbidden',
  'account.leaving': 'conflict',
} as const

export const no = refusing(refusals)

export { isTheHub }

/** For what only the hub's own jobs, seeds and command line do. */
export const hubAlone = (actor: Actor): Verdict => (isTheHub(actor) ? yes : no('sign-in.needed'))
/** For what is done by a name, or by the hub itself. */
export const namedOrHub = (actor: Actor): Verdict => (actor.person !== null || isTheHub(actor) ? yes : no('sign-in.needed'))

/** What is wrong with one field: `code` is a message key `field.*`. */
export type FieldFault = { readonly field: string; readonly code: string; readonly data: Readonly<Record<string, string | number>> }

/** Thrown by demand() and refuse() alone. The edge turns it into a page or into problem+json; the runner rolls back on it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly refusal: Refusal
  readonly fields: readonly FieldFault[]
  constructor(refusal: Refusal, fields: readonly FieldFault[] = []) {
    super(refusal.code)
    this.refusal = refusal
    this.fields = fields
  }
}

export function demand(verdict: Verdict): void {
  if (!verdict.ok) throw new Refused(verdict.refusal)
}

/** For a deed that finds only while running that it cannot be done (a key that is taken). */
export function refuse(verdict: Verdict, fields: readonly FieldFault[] = []): never {
  if (verdict.ok) throw new TypeError('a refusal was expected')
  throw new Refused(verdict.refusal, fields)
}
