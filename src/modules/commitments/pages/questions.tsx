import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { withdrawQuestion } from '../commands/withdraw-question.ts'
import { mayAnswerQuestion } from '../policy.ts'
import { no } from '../refusals.ts'
import { QuestionPage } from '../views/questions.tsx'
import { commitmentIn, idAt, keepPrivate, type Room } from './place.ts'

/** One question with its answer, at an address of its own: there it can be reported. */
export function questionPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/commitments/:commitment/questions/:question', (c) => drawQuestion(c, room))
  app.post('/commitments/:commitment/questions/:question/withdrawal', async (c) => {
    const { runner, limits } = room.kit
    await limits.spend('write', c.var.visitor)
    const { path } = await perform(runner, withdrawQuestion, { commitment: idAt(c), question: c.req.param('question') }, c.var.page.actor)
    return goTo(c, path)
  })
  return app
}

async function drawQuestion(c: PageContext, room: Room): Promise<Response> {
  const { page } = c.var
  if (page.actor.account !== null) keepPrivate(c)
  const whole = await commitmentIn(c, room)
  const question = whole.questions.find(({ number }) => String(number) === c.req.param('question'))
  // What moderation hid is there for whoever asked it: with the reasons, and the way to appeal.
  if (question === undefined || (question.hiddenFor !== null && !question.own)) return refuse(no('commitment.question-missing'))
  const { id } = whole.commitment
  const { path } = c.var.page
  const shown = { sort: 'commitment-question', scope: id, subject: String(question.number), path, toAuthor: question.own }
  return c.html(
    <QuestionPage
      page={page}
      whole={whole}
      question={question}
      mayAnswer={question.state !== 'answered' && question.text !== null && mayAnswerQuestion(page.actor, whole).ok}
      sections={question.text === null ? [] : await room.kit.thingSections(page, shown)}
    />,
  )
}
