import { isUuid } from '#base'
import { no as noFromHub, Refused, refuse } from '../../../core/refused.ts'
import { attempt, problemOf, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type PageContext } from '../../../web/page.ts'
import { statusOf } from '../../../web/answer.tsx'
import { floorAt, ownPersons, type Floor } from '../queries/floor-facts.ts'
import { gatherings } from '../../gatherings/index.ts'
import { no } from '../refusals.ts'

export const AT = '/summits/:summit/:edition/sessions/:number/floor'

/** What the script of the page sends along: it wants no whole page back. */
const PART = 'floor'

export const wantsPart = (c: PageContext): boolean => c.req.header('x-part') === PART

function addressIn(c: PageContext) {
  const { summit = '', edition = '', number = '' } = c.req.param()
  return /^\d{1,6}$/.test(number) ? { summit, edition, number: Number(number) } : refuse(noFromHub('page.missing'))
}

/** The floor that the address names, as far as this reader may know of it. */
export const floorHere = (c: PageContext, kit: Kit): Promise<Floor> => floorAt(kit.runner.db, addressIn(c), c.var.page.actor)

/** Its session alone, for whoever only listens. */
export const sessionHere = async (c: PageContext, kit: Kit) =>
  (await gatherings.knownSession(kit.runner.db, addressIn(c), c.var.page.actor)) ?? refuse(no('floor.missing'))

/** An id of the address; what is none names nothing. */
export function idHere(c: PageContext, name: string): string {
  const id = c.req.param(name) ?? ''
  return isUuid(id) ? id : refuse(noFromHub('page.missing'))
}

/** What every page of a floor shows: the run sheet and the guiding questions, in the reader's language. */
export async function frameOf(kit: Kit, c: PageContext, { session }: Floor) {
  const { actor, say } = c.var.page
  const { db } = kit.runner
  return {
    blocks: await gatherings.blocksOf(db, session.id, say.locale),
    guiding: await gatherings.questionsOf(db, session.id, say.locale),
    own: await ownPersons(db, actor),
  }
}

type Next = { readonly path: string; readonly redraw: (problem: Problem) => Response | Promise<Response> }

/** A deed of the floor: for the script a word whether it was done, for a browser alone the page it goes to, or its form again. */
export async function done(c: PageContext, run: () => Promise<unknown>, { path, redraw }: Next): Promise<Response> {
  if (!wantsPart(c)) return attempt(c, run, { done: () => goTo(c, path), redraw })
  try {
    await run()
    return c.body(null, 204)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { sentence, fields } = problemOf(error, c.var.page.say)
    const { code, kind } = error.refusal
    return c.json({ sentence, fields: [...fields.values()] }, statusOf(code, kind))
  }
}

/** A mark of who reads, for this session alone: it says nothing to anybody else. */
export const readerMark = (c: PageContext, kit: Kit, session: string): string =>
  kit.runner.outside.keys
    .tag('floor-outbox', session, c.var.page.actor.person ?? '')
    .toString('base64url')
    .slice(0, 16)
