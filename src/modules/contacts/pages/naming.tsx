import { isUuid } from '#base'
import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { acceptNaming } from '../commands/accept-naming.ts'
import { confirmContact } from '../commands/confirm-contact.ts'
import { endContact } from '../commands/end-contact.ts'
import { nameContact } from '../commands/name-contact.ts'
import { mayName } from '../policy.ts'
import { namedIn } from '../queries/kept-names.ts'
import { namedNow, shownTo } from '../queries/named.ts'
import { namingAt } from '../queries/naming.ts'
import { sort as sortShape } from '../queries/shapes.ts'
import { sameKey, type Subjects, type Tended } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { AcceptPage, NamingPage } from '../views/naming.tsx'
import type { Values } from '../views/pieces.tsx'

const AT = '/contact/named/:sort/:subject'

/** For those who say who answers, and for the one who is named. */
export function namingPages(kit: Kit, subjects: Subjects): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => drawNaming(c, kit, subjects, {}))
  app.post(AT, (c) => name(c, kit, subjects))
  app.get('/contact/naming/:link', (c) => drawAccept(c, kit, subjects))
  app.post('/contact/naming/:link', async (c) => {
    const input = { link: c.req.param('link') }
    return attempt(
      c,
      async () => {
        await kit.limits.spend('write', c.var.visitor)
        return perform(kit.runner, acceptNaming, input, c.var.page.actor)
      },
      { done: () => changed(c, kit, `/contact/naming/${input.link}`), redraw: (problem) => drawAccept(c, kit, subjects, problem) },
    )
  })
  app.post('/contact/contacts/:contact/check', (c) =>
    tend(c, kit, (contact) => perform(kit.runner, confirmContact(subjects), { contact }, c.var.page.actor)),
  )
  app.post('/contact/contacts/:contact/ending', (c) =>
    tend(c, kit, (contact) => perform(kit.runner, endContact(subjects), { contact }, c.var.page.actor)),
  )
  return app
}

/** The foot of the next page is read anew. */
function changed(c: PageContext, kit: Kit, path: string): Response {
  namedIn(kit).forget()
  return goTo(c, path)
}

async function tend(c: PageContext, kit: Kit, run: (contact: string) => Promise<unknown>): Promise<Response> {
  const back = people.localPath((await readForm(c)).optional('back')) ?? '/contact'
  const contact = c.req.param('contact') ?? ''
  await kit.limits.spend('write', c.var.visitor)
  await run(isUuid(contact) ? contact : refuse(no('contact.missing')))
  return changed(c, kit, back)
}

async function subjectIn(c: PageContext, kit: Kit, subjects: Subjects): Promise<Tended> {
  const { actor, now } = c.var.page
  const sort = sortShape.safeParse(c.req.param('sort'))
  const key = sort.success ? { sort: sort.data, id: c.req.param('subject') ?? '' } : null
  const of = key === null ? null : await subjects.of(kit.runner.db, { actor, now, outside: kit.runner.outside }, key)
  return of ?? refuse(no('contact.subject-missing'))
}

type Filled = { readonly values?: Values; readonly languages?: readonly string[]; readonly link?: string; readonly problem?: Problem }

async function drawNaming(
  c: PageContext,
  kit: Kit,
  subjects: Subjects,
  { values = {}, languages = [], link, problem }: Filled,
): Promise<Response> {
  const { page } = c.var
  const of = await subjectIn(c, kit, subjects)
  demand(mayName(page.actor, { tends: of.tends, named: 0 }))
  const { db, outside } = kit.runner
  const contacts = (await namedNow(db, page.now)).filter((one) => sameKey(one, of))
  c.header('cache-control', 'private, no-store')
  return c.html(
    <NamingPage
      page={page}
      of={of}
      contacts={await shownTo(db, { actor: page.actor, now: page.now, outside }, contacts)}
      link={link ?? null}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      languages={languages}
      problem={problem}
    />,
  )
}

async function name(c: PageContext, kit: Kit, subjects: Subjects): Promise<Response> {
  const of = await subjectIn(c, kit, subjects)
  const form = await readForm(c)
  const names = ['sending', 'about', 'language', 'hours', 'reach', 'days'] as const
  const values = Object.fromEntries(names.map((one) => [one, form.text(one)]))
  const [languages, deputy] = [form.all('languages'), form.checked('deputy')]
  const days = /^\d{1,2}$/.test(values['days'] ?? '') ? Number(values['days']) : 0
  const input = { ...values, sort: of.sort, subject: of.id, days, languages, deputy }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, nameContact(subjects), input, c.var.page.actor)
    },
    {
      // Drawn at once and in no address: the link is for one person alone.
      done: ({ link }) => drawNaming(c, kit, subjects, { link }),
      redraw: (problem) => drawNaming(c, kit, subjects, { values: { ...values, deputy: deputy ? 'on' : '' }, languages, problem }),
    },
  )
}

async function drawAccept(c: PageContext, kit: Kit, subjects: Subjects, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const link = c.req.param('link') ?? ''
  const row = await namingAt(db, link, { now: page.now, keys: outside.keys })
  const of = await subjects.of(db, { actor: page.actor, now: page.now, outside }, { sort: row.sort, id: row.subject })
  c.header('cache-control', 'private, no-store')
  return c.html(
    <AcceptPage
      page={page}
      // Of a hidden community its link tells only members the name.
      of={of ?? { name: '…', language: 'und' }}
      link={link}
      about={row.about}
      language={row.language}
      days={row.days}
      accepted={row.accepted_at !== null}
      problem={problem}
    />,
  )
}
