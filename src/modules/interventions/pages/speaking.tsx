import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import { chooseAttribution } from '../commands/choose-attribution.ts'
import { correctIntervention } from '../commands/correct-intervention.ts'
import { withdrawIntervention } from '../commands/withdraw-intervention.ts'
import { writeIntervention } from '../commands/write-intervention.ts'
import { mayWrite } from '../policy.ts'
import { claimedInterventions, ofAccount, ownPage } from '../queries/own.ts'
import { attends, frameOf } from '../queries/session-facts.ts'
import type { Values } from '../views/capture.tsx'
import { MinePage } from '../views/mine.tsx'
import { ClaimPage, OwnInterventionPage, type ClaimProps, type OwnProps } from '../views/own.tsx'
import { AT, keepPrivate, numberIn, sessionAt } from './place.ts'

/** What speakers do with their own words: by an account, by a code, or by the link alone. */
export function speakingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/interventions/mine`, (c) => drawMine(c, kit, { values: {} }))
  app.post(`${AT}/interventions/mine`, (c) => write(c, kit))
  app.get(`${AT}/interventions/claim`, (c) => drawClaim(c, kit, { code: '', found: null }))
  app.post(`${AT}/interventions/claim`, (c) => claim(c, kit))
  app.get('/interventions/:link', (c) => drawOwn(c, kit))
  app.post('/interventions/:link/attribution', (c) => choose(c, kit))
  app.post('/interventions/:link/correction', (c) => correct(c, kit))
  app.post('/interventions/:link/withdrawal', (c) => withdraw(c, kit))
  return app
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawMine(c: PageContext, kit: Kit, { values, problem }: Filled): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const seen = await sessionAt(c, kit)
  if (page.actor.account === null) return refuse(noFromHub('sign-in.needed'))
  keepPrivate(c)
  const mine = await ofAccount(db, outside.keys, seen.session, page.actor)
  const written = mine.filter(({ intervention }) => intervention.source === 'own').length
  const may = mayWrite({ actor: page.actor, ...seen, attending: await attends(db, seen, page.actor), written }, page.now)
  return c.html(
    <MinePage
      page={page}
      session={seen.session}
      questions={(await frameOf(db, seen.session.id, page.actor.locale)).questions}
      mine={mine}
      closed={may.ok ? null : page.say(may.refusal.code, may.refusal.data)}
      sending={values['sending'] ?? outside.uuid()}
      values={values}
      problem={problem}
    />,
  )
}

async function write(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const form = await readForm(c)
  const values = Object.fromEntries(['sending', 'text', 'language', 'question', 'choice', 'label'].map((name) => [name, form.text(name)]))
  const input = { session: session.id, ...values, question: numberIn(form.text('question')) }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, writeIntervention, input, c.var.page.actor)
    },
    { done: () => goTo(c, `${session.path}/interventions/mine`), redraw: (problem) => drawMine(c, kit, { values, problem }) },
  )
}

async function drawClaim(c: PageContext, kit: Kit, more: Pick<ClaimProps, 'code' | 'found'> & { readonly problem?: Problem }) {
  const { session } = await sessionAt(c, kit)
  keepPrivate(c)
  return c.html(<ClaimPage page={c.var.page} session={session} {...more} />)
}

/** By post, so that the code stands in no address. Who tries codes is slowed down as one who tries to sign in. */
async function claim(c: PageContext, kit: Kit): Promise<Response> {
  const { session } = await sessionAt(c, kit)
  const code = (await readForm(c)).text('code')
  return attempt(
    c,
    async () => {
      await kit.limits.spend('sign-in', c.var.visitor)
      return ask(kit.runner, claimedInterventions, { session: session.id, code }, c.var.page.actor)
    },
    {
      done: (found) => {
        const [only] = found
        if (only !== undefined && found.length === 1) return goTo(c, `/interventions/${only.link}`)
        const rows = found.map(({ intervention: { text, language, withdrawnOn }, link }) => ({
          ...{ path: `/interventions/${link}`, text, language, withdrawnOn },
        }))
        return drawClaim(c, kit, { code, found: rows })
      },
      redraw: (problem) => drawClaim(c, kit, { code, found: null, problem }),
    },
  )
}

const DONE = ['attributed', 'corrected', 'withdrawn']

async function drawOwn(c: PageContext, kit: Kit, more: Pick<OwnProps, 'values' | 'choice' | 'problem'> = {}): Promise<Response> {
  const { page } = c.var
  const link = c.req.param('link') ?? ''
  const own = await ownPage(kit.runner.db, link, { actor: page.actor, outside: kit.runner.outside }, page.now)
  // The address is the key to it.
  keepPrivate(c)
  // An old address of it says nothing that is not so any more.
  const done = DONE.find((one) => one === c.req.query('done') && (one === 'withdrawn') === (own.intervention.state === 'withdrawn')) ?? null
  const thing = { sort: 'intervention', scope: own.session.id, subject: own.intervention.id, path: own.intervention.path, toAuthor: true }
  const shown = { page, link, own, endsAt: own.session.correctionEndsAt, done, sections: await kit.thingSections(page, thing) }
  return c.html(<OwnInterventionPage {...shown} {...more} />)
}

async function choose(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const link = c.req.param('link') ?? ''
  const choice = { choice: form.text('choice'), label: form.text('label') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, chooseAttribution, { of: { link }, ...choice }, c.var.page.actor)
    },
    { done: () => goTo(c, `/interventions/${link}?done=attributed`), redraw: (problem) => drawOwn(c, kit, { choice, problem }) },
  )
}

async function correct(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const link = c.req.param('link') ?? ''
  const values = { text: form.text('text'), language: form.text('language'), question: form.text('question') }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      const input = { of: { link }, ...values, question: numberIn(values.question) }
      return perform(kit.runner, correctIntervention, input, c.var.page.actor)
    },
    { done: () => goTo(c, `/interventions/${link}?done=corrected`), redraw: (problem) => drawOwn(c, kit, { values, problem }) },
  )
}

async function withdraw(c: PageContext, kit: Kit): Promise<Response> {
  const link = c.req.param('link') ?? ''
  await kit.limits.spend('write', c.var.visitor)
  await perform(kit.runner, withdrawIntervention, { of: { link } }, c.var.page.actor)
  return goTo(c, `/interventions/${link}?done=withdrawn`)
}
