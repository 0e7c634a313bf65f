import { no, Refused, refuse, type FieldFault } from '../core/refused.ts'
import type { PageContext } from './page.ts'
import type { Say } from './say.ts'
import { isShownIn, writtenIn } from './unsent.tsx'

/** The fields of a form post as text; a name that comes several times keeps all its values in `all`. */
export type Form = {
  text(name: string): string
  optional(name: string): string | undefined
  checked(name: string): boolean
  all(name: string): readonly string[]
}

export async function readForm(c: PageContext): Promise<Form> {
  const body = await formBody(c)
  const all = (name: string): string[] => {
    const value = body[name]
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value]
    return values.filter((one): one is string => typeof one === 'string').map((one) => one.replaceAll('\r\n', '\n'))
  }
  return {
    text: (name) => (all(name)[0] ?? '').trim(),
    optional: (name) => (all(name)[0] ?? '').trim() || undefined,
    checked: (name) => all(name).length > 0,
    all,
  }
}

/** What a form post holds, as it came. A body that says it is a form and is none is the sender's fault. */
export async function formBody(c: PageContext) {
  try {
    return await c.req.parseBody({ all: true })
  } catch {
    return refuse(no('input.invalid', { field: '' }))
  }
}

/** What went wrong with a form, said in the reader's language: a sentence for the whole and one for each field. */
export type Problem = { readonly code: string; readonly sentence: string; readonly fields: ReadonlyMap<string, string> }

export function problemOf(refused: Refused, say: Say): Problem {
  return {
    code: refused.refusal.code,
    sentence: say(refused.refusal.code, refused.refusal.data),
    fields: new Map(refused.fields.map((fault: FieldFault) => [fault.field, say(fault.code, fault.data)])),
  }
}

/** Who was turned away for a while is told, also in a way that programs read, when to come back. */
export function sayWhen(c: PageContext, refused: Refused): void {
  const seconds = retryAfter(refused)
  if (seconds !== null) c.header('retry-after', seconds)
}

export function retryAfter({ refusal: { kind, data } }: Refused): string | null {
  return kind === 'busy' && data['seconds'] !== undefined ? String(data['seconds']) : null
}

/**
 * Do it, and where it is refused for what was written, draw the form again, filled in, with the problem.
 * What is missing or forbidden goes on to the edge: no form would mend it.
 */
export async function attempt<T>(
  c: PageContext,
  run: () => Promise<T>,
  next: { done: (result: T) => Response | Promise<Response>; redraw: (problem: Problem) => Response | Promise<Response> },
): Promise<Response> {
  try {
    return await next.done(await run())
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.refusal.kind === 'missing' || error.refusal.kind === 'forbidden') throw error
    sayWhen(c, error)
    c.status(error.refusal.kind === 'conflict' ? 409 : error.refusal.kind === 'busy' ? 429 : 422)
    const drawn = await next.redraw(problemOf(error, c.var.page.say))
    // A page that has no place for what was written (its form is gone, or comes back empty) loses it: then the edge shows it.
    if (await isShownIn(drawn, await writtenIn(c))) return drawn
    throw error
  }
}
