import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { chooseAttribution } from '../commands/choose-attribution.ts'
import { fileIntervention } from '../commands/file-intervention.ts'
import { withdrawIntervention } from '../commands/withdraw-intervention.ts'
import { isTeam, takesNotes } from '../policy.ts'
import { listed, numbersOf, type Filter } from '../queries/list.ts'
import { oneOf } from '../queries/one.ts'
import { ofAccount } from '../queries/own.ts'
import { drawn } from '../queries/rows.ts'
import { attends, frameOf } from '../queries/session-facts.ts'
import { InterventionPage } from '../views/intervention.tsx'
import { ListPage } from '../views/list.tsx'
import { ROLES } from '../rules.ts'
import { AT, idAt, keepPrivate, sessionAt } from './place.ts'

/** What everybody may read, and what those who work for the session do with it. */
export function readingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/interventions`, (c) => drawList(c, kit))
  app.get(`${AT}/interventions/:intervention`, (c) => drawOne(c, kit))
  app.post(`${AT}/interventions/:intervention/filing`, (c) => file(c, kit))
  app.post(`${AT}/interventions/:intervention/attribution`, (c) => choose(c, kit))
  app.post(`${AT}/interventions/:intervention/withdrawal`, (c) => withdraw(c, kit))
  return app
}

function filterIn(c: PageContext): Filter {
  const [question = '', role = '', language = '', page = ''] = ['question', 'role', 'language', 'page'].map((name) => c.req.query(name))
  return {
    question: question === 'none' ? 'none' : /^\d{1,2}$/.test(question) ? Number(question) : undefined,
    role: ROLES.find((one) => one === role),
    language: /^[A-Za-z-]{2,35}$/.test(language) ? language : undefined,
    page: /^\d{1,4}$/.test(page) ? Math.max(1, Number(page)) : 1,
  }
}

async function drawList(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const seen = await sessionAt(c, kit)
  const { session } = seen
  const filter = filterIn(c)
  const { rows, total } = await listed(db, session.id, filter)
  const signedIn = page.actor.account !== null
  return c.html(
    <ListPage
      page={page}
      session={session}
      shown={await drawn(db, session, rows, page.actor)}
      total={total}
      numbers={await numbersOf(db, session.id)}
      questions={(await frameOf(db, session.id, page.actor.locale)).questions}
      filter={filter}
      team={isTeam(seen.parts)}
      mine={
        signedIn &&
        ((await attends(db, seen, page.actor)) || (await ofAccount(db, kit.runner.outside.keys, session, page.actor)).length > 0)
      }
      labels={await kit.thingLabels(page, { sort: 'intervention', scope: session.id })}
    />,
  )
}

async function drawOne(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { session } = await sessionAt(c, kit)
  const asked = { session: session.id, intervention: idAt(c, 'intervention') }
  const { intervention, steps, earlier, team, parts, row } = await oneOf(db, asked, page.actor)
  const { questions } = await frameOf(db, session.id, page.actor.locale)
  const mine = await ofAccount(db, outside.keys, session, page.actor)
  const link = mine.find((one) => one.intervention.id === intervention.id)?.link
  if (team || link !== undefined) keepPrivate(c)
  const thing = { sort: 'intervention', scope: session.id, subject: intervention.id, path: intervention.path, toAuthor: false }
  const labels = await kit.thingLabels(page, { sort: 'intervention', scope: session.id })
  return c.html(
    <InterventionPage
      page={page}
      session={session}
      shown={intervention}
      question={questions.find(({ number }) => number === intervention.question) ?? null}
      questions={questions}
      steps={steps}
      earlier={earlier}
      team={team}
      takesNotes={takesNotes(parts)}
      noted={takesNotes(parts) ? row.noted_speaker : null}
      own={link === undefined ? null : `/interventions/${link}`}
      sections={intervention.state === 'standing' ? await kit.thingSections(page, thing) : []}
      label={labels.get(intervention.id) ?? []}
    />,
  )
}

async function file(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const question = (await readForm(c)).text('question')
  const input = { session: session.id, intervention: idAt(c, 'intervention'), question: question === '' ? null : Number(question) }
  await perform(kit.runner, fileIntervention, input, c.var.page.actor)
  return goTo(c, `${session.path}/interventions/${input.intervention}`)
}

/** What the speaker told somebody who takes notes. */
async function choose(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const of = { session: session.id, intervention: idAt(c, 'intervention'), consent: form.text('consent') }
  await kit.limits.spend('write', c.var.visitor)
  await perform(kit.runner, chooseAttribution, { of, choice: form.text('choice'), label: form.text('label') }, c.var.page.actor)
  return goTo(c, `${session.path}/interventions/${of.intervention}`)
}

async function withdraw(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const of = { session: session.id, intervention: idAt(c, 'intervention'), consent: (await readForm(c)).text('consent') }
  await kit.limits.spend('write', c.var.visitor)
  await perform(kit.runner, withdrawIntervention, { of }, c.var.page.actor)
  return goTo(c, `${session.path}/interventions/${of.intervention}`)
}
