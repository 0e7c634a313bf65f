import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { decideAppeal } from '../commands/decide-appeal.ts'
import { decideCase } from '../commands/decide-case.ts'
import { mayReadPressure, maySeeQueue } from '../policy.ts'
import { readCaseFile } from '../queries/case-page.ts'
import { circleFacts } from '../queries/circle.ts'
import { bodiesOf } from '../queries/desk.ts'
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
    const input = { ...refIn(c), ...groundIn(form), facts: form.text('facts'), conflict: form.text('conflict') }
    return attempt(c, () => perform(kit.runner, decideCase(things), input, c.var.page.actor), {
      done: () => goTo(c, `/moderation/cases/${input.scope}/${input.case}`),
      redraw: (problem) =>
        drawCase(c, kit, things, { values: { ...groundIn(form), words: input.facts, conflict: input.conflict }, problem }),
    })
  })
  app.post('/moderation/cases/:scope/:case/appeal/decision', async (c) => {
    const form = await readForm(c)
    const input = { ...refIn(c), ...groundIn(form), reasons: form.text('reasons') }
    return attempt(c, () => perform(kit.runner, decideAppeal(things), input, c.var.page.actor), {
      done: () => goTo(c, `/moderation/cases/${input.scope}/${input.case}`),
      redraw: (problem) => drawCase(c, kit, things, { values: { ...groundIn(form), words: input.reasons, conflict: '' }, problem }),
    })
  })
  return app
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NO_CASE = '00000000-0000-4000-8000-000000000000'

/** What is no id names no case, which is then missing. */
function refIn(c: PageContext): { scope: string; case: string } {
  const [scope = '', id = ''] = [c.req.param('scope'), c.req.param('case')]
  return UUID.test(scope) && UUID.test(id) ? { scope, case: id } : { scope: NO_CASE, case: NO_CASE }
}

const groundIn = (form: Form) => ({ outcome: form.text('outcome'), rule: form.text('rule'), law: form.text('law') })

async function drawStatistics(c: PageContext, kit: Kit, things: Things): Promise<Response> {
  const { page } = c.var
  const numbers = await ask(kit.runner, readStatistics, {}, page.actor)
  const bodies = await bodiesOf(kit.runner.db, page.actor)
  const desk = { signedIn: page.actor.account !== null, operator: page.actor.operator, moderator: bodies !== null && bodies.length > 0 }
  const rules = things.flatMap((thing) => thing.rules)
  return c.html(<StatisticsPage page={page} numbers={numbers} rules={rules} hours={AIM_HOURS} mayDecide={maySeeQueue(desk).ok} />)
}

async function drawQueue(c: PageContext, kit: Kit, things: Things): Promise<Response> {
  const { page } = c.var
  const waiting = await ask(kit.runner, moderationQueue(things), {}, page.actor)
  const circle = mayReadPressure(await circleFacts(kit.runner.db, page.actor)).ok
  c.header('cache-control', 'private, no-store')
  return c.html(<QueuePage page={page} waiting={waiting} circle={circle} />)
}

const EMPTY: CaseProps['values'] = { outcome: '', rule: '', law: '', words: '', conflict: '' }

type Filled = { readonly values: CaseProps['values']; readonly problem?: Problem }

async function drawCase(c: PageContext, kit: Kit, things: Things, { values, problem }: Filled = { values: EMPTY }): Promise<Response> {
  const { page } = c.var
  const file = await ask(kit.runner, readCaseFile(things), refIn(c), page.actor)
  c.header('cache-control', 'private, no-store')
  return c.html(<CasePage page={page} file={file} values={values} problem={problem} />)
}
