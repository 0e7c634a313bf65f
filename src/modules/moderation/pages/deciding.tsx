import { isUuid } from '#base'
import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { confirmHiding } from '../commands/confirm-hiding.ts'
import { decideAppeal } from '../commands/decide-appeal.ts'
import { decideCase } from '../commands/decide-case.ts'
import { recordRequest } from '../commands/record-request.ts'
import { removeLabel } from '../commands/remove-label.ts'
import { mayReadPressure, maySeeCircle, maySeeQueue } from '../policy.ts'
import { readCaseFile } from '../queries/case-page.ts'
import { circleFacts } from '../queries/circle.ts'
import { anyDesk, bodiesOf } from '../queries/desk.ts'
import { moderationQueue } from '../queries/queue.ts'
import { readStatistics } from '../queries/statistics.ts'
import type { Things } from '../queries/things.ts'
import { AIM_HOURS } from '../rules.ts'
import { CasePage, type CaseProps } from '../views/case.tsx'
import { QueuePage } from '../views/queue.tsx'
import { StatisticsPage } from '../views/statistics.tsx'

/** The public record, and the desk of those who decide. */
export function decidingPages(kit: Kit, things: Things): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/moderation', (c) => drawStatistics(c, kit, things))
  app.get('/moderation/queue', (c) => drawQueue(c, kit, things))
  app.get('/moderation/cases/:scope/:case', (c) => drawCase(c, kit, things))
  app.post('/moderation/cases/:scope/:case/decision', async (c) => {
    const form = await readForm(c)
    const note = { label: form.text('label'), source: form.text('source') }
    const input = { ...refIn(c), ...groundIn(form), ...note, facts: form.text('facts'), conflict: form.text('conflict') }
    return attempt(c, () => perform(kit.runner, decideCase(things), input, c.var.page.actor), {
      done: () => goTo(c, `/moderation/cases/${input.scope}/${input.case}`),
      redraw: (problem) =>
        drawCase(c, kit, things, { values: { ...groundIn(form), ...note, words: input.facts, conflict: input.conflict }, problem }),
    })
  })
  app.post('/moderation/cases/:scope/:case/appeal/decision', async (c) => {
    const form = await readForm(c)
    const input = { ...refIn(c), ...groundIn(form), reasons: form.text('reasons') }
    return attempt(c, () => perform(kit.runner, decideAppeal(things), input, c.var.page.actor), {
      done: () => goTo(c, `/moderation/cases/${input.scope}/${input.case}`),
      redraw: (problem) => drawCase(c, kit, things, { values: { ...EMPTY, ...groundIn(form), words: input.reasons }, problem }),
    })
  })
  app.post('/moderation/cases/:scope/:case/agreement', async (c) => {
    await perform(kit.runner, confirmHiding(things), refIn(c), c.var.page.actor)
    return goTo(c, casePath(refIn(c)))
  })
  app.post('/moderation/cases/:scope/:case/label/removal', async (c) => {
    await perform(kit.runner, removeLabel(things), refIn(c), c.var.page.actor)
    return goTo(c, casePath(refIn(c)))
  })
  app.post('/moderation/cases/:scope/:case/request', (c) => writeRequest(c, kit, things))
  return app
}

const casePath = (ref: { readonly scope: string; readonly case: string }): string => `/moderation/cases/${ref.scope}/${ref.case}`

async function writeRequest(c: PageContext, kit: Kit, things: Things): Promise<Response> {
  const form = await readForm(c)
  const [authority, country, legalBasis] = [form.text('authority'), form.text('country'), form.text('legalBasis')]
  const values = { authority, country, legalBasis, territory: form.text('territory'), receivedOn: form.text('receivedOn') }
  const unnameable = form.checked('unnameable')
  const input = { ...refIn(c), ...values, nameable: !unnameable }
  return attempt(c, () => perform(kit.runner, recordRequest(things), input, c.var.page.actor), {
    done: () => goTo(c, casePath(input)),
    redraw: (problem) => drawCase(c, kit, things, { values: EMPTY, request: { values: { ...values, unnameable }, problem } }),
  })
}

const NO_CASE = '00000000-0000-4000-8000-000000000000'

/** What is no id names no case, which is then missing. */
function refIn(c: PageContext): { scope: string; case: string } {
  const [scope = '', id = ''] = [c.req.param('scope'), c.req.param('case')]
  return isUuid(scope) && isUuid(id) ? { scope, case: id } : { scope: NO_CASE, case: NO_CASE }
}

const groundIn = (form: Form) => ({ outcome: form.text('outcome'), rule: form.text('rule'), law: form.text('law') })

async function drawStatistics(c: PageContext, kit: Kit, things: Things): Promise<Response> {
  const { page } = c.var
  const numbers = await ask(kit.runner, readStatistics, {}, page.actor)
  const desk = anyDesk(page.actor, await bodiesOf(kit.runner.db, page))
  const rules = things.flatMap((thing) => thing.rules)
  return c.html(<StatisticsPage page={page} numbers={numbers} rules={rules} hours={AIM_HOURS} mayDecide={maySeeQueue(desk).ok} />)
}

async function drawQueue(c: PageContext, kit: Kit, things: Things): Promise<Response> {
  const { page } = c.var
  const waiting = await ask(kit.runner, moderationQueue(things), {}, page.actor)
  const facts = await circleFacts(kit.runner.db, page.actor)
  const circle = { reads: mayReadPressure(facts).ok, sees: maySeeCircle(facts).ok }
  c.header('cache-control', 'private, no-store')
  return c.html(<QueuePage page={page} waiting={waiting} circle={circle} hours={AIM_HOURS} />)
}

const EMPTY: CaseProps['values'] = { outcome: '', rule: '', law: '', label: '', source: '', words: '', conflict: '' }
const NO_REQUEST: CaseProps['request'] = {
  values: { authority: '', country: '', legalBasis: '', territory: 'everywhere', receivedOn: '', unnameable: false },
}

type Filled = { readonly values: CaseProps['values']; readonly problem?: Problem; readonly request?: CaseProps['request'] }

async function drawCase(c: PageContext, kit: Kit, things: Things, filled: Filled = { values: EMPTY }): Promise<Response> {
  const { page } = c.var
  const { values, problem, request = NO_REQUEST } = filled
  const file = await ask(kit.runner, readCaseFile(things), refIn(c), page.actor)
  c.header('cache-control', 'private, no-store')
  return c.html(<CasePage page={page} file={file} values={values} problem={problem} request={request} />)
}
