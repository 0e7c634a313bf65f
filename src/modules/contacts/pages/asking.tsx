import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { askQuestion } from '../commands/ask-question.ts'
import { withdrawQuestion } from '../commands/withdraw-question.ts'
import { answering, namedNow, shownTo } from '../queries/named.ts'
import { idIn, openTold, rowOf } from '../queries/questions.ts'
import { countsNow } from '../queries/reads.ts'
import { path as pathShape } from '../queries/shapes.ts'
import type { Subjects } from '../queries/subjects.ts'
import { no } from '../refusals.ts'
import { isOverdue, numberOf } from '../rules.ts'
import { AskedPage, WithdrawnPage } from '../views/asked.tsx'
import { ContactPage } from '../views/contact.tsx'
import type { Values } from '../views/pieces.tsx'

/** For whoever has a question, with an account or without. */
export function askingPages(kit: Kit, subjects: Subjects): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/contact', (c) => drawContact(c, kit, subjects, { about: aboutOf(c.req.query('about')), values: {} }))
  app.post('/contact', (c) => ask(c, kit, subjects))
  app.get('/contact/asked/:link', (c) => drawAsked(c, kit))
  app.post('/contact/asked/:link/withdrawal', async (c) => {
    await kit.limits.spend('write', c.var.visitor)
    await perform(kit.runner, withdrawQuestion, { link: c.req.param('link') }, c.var.page.actor)
    return goTo(c, '/contact/withdrawn')
  })
  app.get('/contact/withdrawn', (c) => c.html(<WithdrawnPage page={c.var.page} />))
  return app
}

/** A page of this hub; whatever else stands in an address is the front page, without a word. */
const aboutOf = (asked: string | undefined): string => {
  const read = pathShape.safeParse(people.localPath(asked) ?? '/')
  return read.success ? read.data : '/'
}

type Filled = { readonly about: string; readonly values: Values; readonly problem?: Problem }

async function drawContact(c: PageContext, kit: Kit, subjects: Subjects, { about, values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const reading = { actor: page.actor, now: page.now, outside }
  const of = await subjects.at(db, reading, about)
  const named = await namedNow(db, page.now)
  const there = answering(named, of)
  // The form bears an id of its own: what is sent twice is one question.
  c.header('cache-control', 'no-store')
  return c.html(
    <ContactPage
      page={page}
      of={of}
      about={about}
      contacts={await shownTo(db, reading, there)}
      counts={await countsNow(db, page.now)}
      operators={there.length === 0 ? await people.operatorNames(db) : []}
      answersSomewhere={page.actor.operator || named.some(({ person }) => person === page.actor.person)}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      problem={problem}
    />,
  )
}

async function ask(c: PageContext, kit: Kit, subjects: Subjects): Promise<Response> {
  const form = await readForm(c)
  const names = ['sending', 'path', 'words', 'language', 'way', 'to', 'when'] as const
  const values = Object.fromEntries(names.map((name) => [name, form.text(name)]))
  const discreet = form.checked('discreet')
  return attempt(
    c,
    async () => {
      await kit.limits.spend('question', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, askQuestion(subjects), { ...values, discreet }, c.var.page.actor)
    },
    {
      done: ({ link }) => goTo(c, `/contact/asked/${link}?done=asked`),
      redraw: (problem) =>
        drawContact(c, kit, subjects, { about: aboutOf(values['path']), values: { ...values, discreet: discreet ? 'on' : '' }, problem }),
    },
  )
}

async function drawAsked(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const link = c.req.param('link') ?? ''
  const row = (await rowOf(db, idIn(outside.keys, link))) ?? refuse(no('contact.link-broken'))
  // The address is the key to it.
  c.header('cache-control', 'private, no-store')
  return c.html(
    <AskedPage
      page={page}
      link={link}
      number={numberOf(row.id)}
      state={row.state}
      overdue={isOverdue(row.state, row.answer_by, page.now)}
      answerBy={row.answer_by}
      answer={row.state === 'closed' ? openTold(outside.keys, row).answer : ''}
      language={row.language}
      fresh={c.req.query('done') === 'asked' && row.state === 'waiting'}
    />,
  )
}
