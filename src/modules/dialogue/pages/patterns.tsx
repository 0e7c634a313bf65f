import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { people } from '../../people/index.ts'
import { removeParticipant } from '../commands/remove-participant.ts'
import { restoreParticipant } from '../commands/restore-participant.ts'
import { mayModerate } from '../policy.ts'
import { participantAnswers } from '../queries/participant-answers.ts'
import { readPatterns } from '../queries/patterns.ts'
import { readRemoved } from '../queries/removals.ts'
import { no } from '../refusals.ts'
import { AnswersPage, PatternsPage } from '../views/patterns.tsx'
import { dialogueAt } from './title.ts'

/** What stands out in how people vote, and taking participants out of the result. */
export function patternPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/dialogues/:dialogue/moderation/patterns', (c) => drawPatterns(c, kit))
  app.get('/dialogues/:dialogue/moderation/participants/:participant', (c) => drawAnswers(c, kit))
  app.post('/dialogues/:dialogue/removals', (c) => remove(c, kit))
  app.post('/dialogues/:dialogue/participants/:participant/restoration', async (c) => {
    const { dialogue } = await dialogueAt(c, kit)
    await perform(kit.runner, restoreParticipant, { dialogue: dialogue.id, participant: participantAt(c) }, c.var.page.actor)
    return goTo(c, `/dialogues/${dialogue.slug}/moderation/patterns#removed`)
  })
  return app
}

/** A number in the address; what is none names nobody. */
function participantAt(c: PageContext): number {
  const text = c.req.param('participant') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(no('participant.missing'))
}

async function drawPatterns(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { dialogue, title } = await dialogueAt(c, kit)
  demand(mayModerate(dialogue.standing))
  const { db } = kit.runner
  const report = await readPatterns(db, dialogue)
  const removed = await readRemoved(db, dialogue.id)
  const names = await people.nameOf(db, [...new Set(removed.flatMap(({ by }) => by ?? []))])
  return c.html(
    <PatternsPage
      page={c.var.page}
      slug={dialogue.slug}
      title={title}
      {...report}
      removed={removed.map((one) => ({ ...one, by: names.get(one.by ?? '') ?? null }))}
      single={dialogue.publication === 'votes'}
      problem={problem}
    />,
  )
}

async function drawAnswers(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue, title } = await dialogueAt(c, kit)
  const read = await ask(kit.runner, participantAnswers, { dialogue: dialogue.id, participant: participantAt(c) }, c.var.page.actor)
  return c.html(<AnswersPage page={c.var.page} slug={dialogue.slug} title={title} {...read} />)
}

/** One deed for each participant who was chosen: each is counted, and each can be undone by itself. */
async function remove(c: PageContext, kit: Kit): Promise<Response> {
  const { dialogue } = await dialogueAt(c, kit)
  demand(mayModerate(dialogue.standing))
  const form = await readForm(c)
  const chosen = numbersIn(form, form.checked('all') ? 'member' : 'participant')
  return attempt(
    c,
    async () => {
      if (chosen.length === 0) refuse(no('participant.none-chosen'))
      for (const participant of chosen) {
        const input = { dialogue: dialogue.id, participant, reason: form.text('reason'), note: form.text('note') }
        await perform(kit.runner, removeParticipant, input, c.var.page.actor)
      }
    },
    {
      done: () => goTo(c, `/dialogues/${dialogue.slug}/moderation/patterns#removed`),
      redraw: (problem) => drawPatterns(c, kit, problem),
    },
  )
}

const numbersIn = (form: Form, name: string): number[] => [...new Set(form.all(name).filter((text) => /^\d{1,15}$/.test(text)))].map(Number)
