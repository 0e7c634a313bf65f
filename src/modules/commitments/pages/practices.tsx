import { Hono } from 'hono'
import { isUuid } from '#base'
import { refuse } from '../../../core/refused.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { isLead } from '../policy.ts'
import { practiceFilter, practicesLike, type PracticeFilter } from '../queries/list-practices.ts'
import { practicesOf } from '../queries/practices.ts'
import { no } from '../refusals.ts'
import { isPublic } from '../rules.ts'
import { PracticePage, PracticesPage } from '../views/practices.tsx'
import { drawnFor } from './doing.tsx'
import { PRACTICE_STEPS } from './learning.ts'
import { keepPrivate, type Room } from './place.ts'

/** What was learnt from commitments that were kept. */
export function practicePages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/practices', (c) => drawList(c, room))
  app.get('/practices/:commitment', (c) => drawPractice(c, room))
  return app
}

const ASKED = ['sdg', 'kind', 'country'] as const

/** What an address asks for, as far as it can be read; the rest is left out without a word. */
function askedIn(c: PageContext): { readonly asked: Readonly<Record<string, string>>; readonly filter: PracticeFilter } {
  const given = ASKED.flatMap((name) => {
    const value = c.req.query(name) ?? ''
    return value !== '' && practiceFilter.safeParse({ [name]: value }).success ? [[name, value] as const] : []
  })
  return { asked: Object.fromEntries(given), filter: practiceFilter.parse(Object.fromEntries(given)) }
}

async function drawList(c: PageContext, { kit }: Room): Promise<Response> {
  const { page } = c.var
  const all = await practicesOf(kit.runner.db, {}, page)
  const { asked, filter } = askedIn(c)
  const countries = [...new Set(all.flatMap(({ country }) => country ?? []))]
  return c.html(<PracticesPage page={page} practices={practicesLike(all, filter)} asked={asked} countries={countries} />)
}

async function drawPractice(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  if (page.actor.account !== null) keepPrivate(c)
  if (!isUuid(c.req.param('commitment') ?? '')) return refuse(no('practice.missing'))
  const drawn = await drawnFor(c, room)
  const { whole } = drawn
  const { practice, commitment } = whole
  const known = practice !== null && ((practice.hiddenFor === null && isPublic(commitment)) || isLead(page.actor, whole) || whole.organiser)
  if (!known) return refuse(no('practice.missing'))
  const doors = PRACTICE_STEPS.filter((step) => step.may(drawn).ok).map(({ address }) => address)
  const shown = { sort: 'practice', scope: practice.id, subject: practice.id, path: practice.path, toAuthor: false }
  const sections = practice.hiddenFor === null && isPublic(commitment) ? await room.kit.thingSections(page, shown) : []
  return c.html(<PracticePage page={page} whole={whole} practice={practice} doors={doors} sections={sections} />)
}
