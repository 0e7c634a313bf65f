import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { declineStatement } from '../commands/decline-statement.ts'
import { markStatement } from '../commands/mark-statement.ts'
import { mergeStatement, splitStatement } from '../commands/merge-statement.ts'
import { publishStatement } from '../commands/publish-statement.ts'
import { mayMerge, mayModerate } from '../policy.ts'
import { meetingsOfStatements, readMeetings } from '../queries/meetings.ts'
import { withSpeakers } from '../queries/speakers.ts'
import { readStatements } from '../queries/statement-list.ts'
import type { StatementStatus } from '../tables.ts'
import { ModerationPage, type Declining } from '../views/moderation.tsx'
import { patternPages } from './patterns.tsx'
import { dialogueAt, statementAt } from './title.ts'

/** The queue of statements, and the decisions on them. */
export function moderatingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/dialogues/:dialogue/moderation', (c) => drawQueue(c, kit))
  app.post('/dialogues/:dialogue/statements/:statement/publication', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    await perform(kit.runner, publishStatement, { dialogue: dialogue.id, statement: statementAt(c) }, c.var.page.actor)
    return goTo(c, `/dialogues/${dialogue.slug}/moderation`)
  })
  app.post('/dialogues/:dialogue/statements/:statement/refusal', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    const form = await readForm(c)
    const [statement, rule, note] = [statementAt(c), form.text('rule'), form.text('note')]
    const input = { dialogue: dialogue.id, statement, rule, note }
    return attempt(c, () => perform(kit.runner, declineStatement, input, c.var.page.actor), {
      done: () => goTo(c, `/dialogues/${dialogue.slug}/moderation`),
      redraw: (problem) => drawQueue(c, kit, { number: Number(statement), rule, note, problem }),
    })
  })
  app.post('/dialogues/:dialogue/statements/:statement/marks', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    const form = await readForm(c)
    const input = { dialogue: dialogue.id, statement: statementAt(c), seed: form.checked('seed'), meta: form.checked('meta') }
    await perform(kit.runner, markStatement, input, c.var.page.actor)
    return goTo(c, `/dialogues/${dialogue.slug}/moderation?show=published#statement-${input.statement}`)
  })
  app.post('/dialogues/:dialogue/statements/:statement/merge', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    const form = await readForm(c)
    const input = { dialogue: dialogue.id, statement: statementAt(c), into: form.text('into'), reason: form.text('reason') }
    await perform(kit.runner, mergeStatement, input, c.var.page.actor)
    return goTo(c, `/dialogues/${dialogue.slug}/moderation?show=published#statement-${input.statement}`)
  })
  app.post('/dialogues/:dialogue/statements/:statement/split', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    const input = { dialogue: dialogue.id, statement: statementAt(c) }
    await perform(kit.runner, splitStatement, input, c.var.page.actor)
    return goTo(c, `/dialogues/${dialogue.slug}/moderation?show=published#statement-${input.statement}`)
  })
  app.route('/', patternPages(kit))
  return app
}

const isStatus = (text: string | undefined): text is StatementStatus => text === 'waiting' || text === 'published' || text === 'declined'

async function drawQueue(c: PageContext, kit: Kit, declining?: Declining): Promise<Response> {
  const { dialogue, title } = await dialogueAt(c, kit)
  demand(mayModerate(dialogue.standing))
  const all = await readStatements(kit.runner.db, dialogue.id)
  const asked = all.find(({ number }) => number === declining?.number)?.status ?? c.req.query('show')
  const show = isStatus(asked) ? asked : 'waiting'
  const counts = { waiting: 0, published: 0, declined: 0 }
  for (const { status } of all) counts[status] += 1
  const meetings = await readMeetings(kit.runner.db, dialogue.id)
  const writtenAt = await meetingsOfStatements(kit.runner.db, dialogue.id)
  return c.html(
    <ModerationPage
      page={c.var.page}
      slug={dialogue.slug}
      title={title}
      show={show}
      counts={counts}
      statements={await withSpeakers(
        kit.runner.db,
        dialogue,
        all.filter(({ status }) => status === show),
        c.var.page.actor,
      )}
      rules={dialogue.rules}
      meetings={meetings}
      writtenAt={writtenAt}
      mayMerge={mayMerge(dialogue, c.var.page.now).ok}
      declining={declining}
    />,
  )
}
