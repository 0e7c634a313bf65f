import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Question } from '../queries/questions.ts'
import type { Whole } from '../queries/read.ts'
import { ANSWER_DAYS, isAskedAbout, pathOf, questionPathOf, type QuestionState } from '../rules.ts'
import { OutLink } from './pieces.tsx'

const SIGNS: Readonly<Record<QuestionState, string>> = { awaited: '…', overdue: '!', answered: '✓', closed: '–' }

/** Silence stands there in clay, in words and with its day. */
function StateWords({ page, question: { state, due, answer } }: { page: Page; question: Question }) {
  return (
    <p class={state === 'overdue' ? 'status late' : 'status'}>
      <strong>
        <span aria-hidden="true">{SIGNS[state]} </span>
        {page.say('commitment.question.state', { state, day: dayInWords(page, answer?.on ?? due) })}
      </strong>
    </p>
  )
}

function Words({ page, question: { text, language, hiddenFor } }: { page: Page; question: Question }) {
  const { say } = page
  if (text === null) return <p class="quiet">{say(hiddenFor === null ? 'commitment.question.withdrawn' : 'commitment.question.hidden')}</p>
  return (
    <InLanguage as="p" language={language}>
      {text}
    </InLanguage>
  )
}

function Answer({ page, question: { answer } }: { page: Page; question: Question }) {
  if (answer === null) return null
  return (
    <blockquote>
      <InLanguage as="p" language={answer.language}>
        {answer.text}
      </InLanguage>
      <p class="quiet">
        {page.say(`commitment.office.${answer.office}`)} <OutLink page={page} link={answer.link} />
      </p>
    </blockquote>
  )
}

/** So many stand open: the rest is folded. */
const OPEN_QUESTIONS = 5

function Rows({ page, commitment, questions }: { page: Page; commitment: string; questions: readonly Question[] }) {
  const { say } = page
  return (
    <ul class="rows">
      {questions.map((question) => (
        <li>
          <Words page={page} question={question} />
          {question.hiddenFor === null ? <StateWords page={page} question={question} /> : null}
          <Answer page={page} question={question} />
          {question.text === null ? null : (
            <p class="quiet">
              <a href={href(page, questionPathOf(commitment, question.number))}>
                {say('commitment.question.asked', { day: dayInWords(page, question.askedOn) })}
              </a>
              {question.own ? <> · {say('commitment.question.own')}</> : null}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

type SectionProps = { page: Page; whole: Whole; mayAsk: boolean }

/** Under the evidence: who wanted to see more, and what the body said. Of whoever asked nothing stands there. */
export function QuestionsSection({ page, whole: { questions, commitment }, mayAsk }: SectionProps) {
  const { say, actor } = page
  const open = isAskedAbout(commitment)
  if (questions.length === 0 && !open) return null
  const form = `${pathOf(commitment.id)}/question`
  // What nobody has answered stands before what was, then the newest first.
  const all = questions.toSorted((a, b) => Number(a.state === 'answered') - Number(b.state === 'answered') || b.number - a.number)
  const [newest, before] = [all.slice(0, OPEN_QUESTIONS), all.slice(OPEN_QUESTIONS)]
  return (
    <section>
      <h2>{say('commitment.questions')}</h2>
      <p class="quiet">{say('commitment.questions.rule', { days: ANSWER_DAYS })}</p>
      {questions.length === 0 ? <p class="empty">{say('commitment.questions.none')}</p> : null}
      <Rows page={page} commitment={commitment.id} questions={newest} />
      {before.length === 0 ? null : (
        <details>
          <summary>{say('commitment.record.before', { count: before.length })}</summary>
          <Rows page={page} commitment={commitment.id} questions={before} />
        </details>
      )}
      {mayAsk || (open && actor.account === null) ? (
        <p class="actions">
          <a class="button quiet" href={href(page, actor.account === null ? `/sign-in?then=${encodeURIComponent(form)}` : form)}>
            {say(actor.account === null ? 'commitment.question.sign-in' : 'commitment.do.question')}
          </a>
        </p>
      ) : null}
    </section>
  )
}

type PageProps = {
  readonly page: Page
  readonly whole: Whole
  readonly question: Question
  readonly mayAnswer: boolean
  readonly sections: readonly Child[]
}

export function QuestionPage({ page, whole: { card, commitment }, question, mayAnswer, sections }: PageProps) {
  const { say } = page
  const path = questionPathOf(commitment.id, question.number)
  return (
    <Layout page={page} title={`${say('commitment.question')} · ${card.title}`} index={false}>
      <Crumb page={page} path={card.path}>
        <InLanguage language={card.language}>{card.title}</InLanguage>
      </Crumb>
      <h1>{say('commitment.question')}</h1>
      <Words page={page} question={question} />
      <p class="quiet">
        <DayWords page={page} day={question.askedOn} />
        {question.own ? <> · {say('commitment.question.own')}</> : null}
      </p>
      {question.hiddenFor === null ? (
        <StateWords page={page} question={question} />
      ) : (
        <p class="note">{say('commitment.question.hidden')}</p>
      )}
      <Answer page={page} question={question} />
      {mayAnswer ? (
        <p class="actions">
          <a class="button" href={href(page, `${pathOf(commitment.id)}/answer?question=${question.number}`)}>
            {say('commitment.do.answer')}
          </a>
        </p>
      ) : null}
      {question.own ? (
        <Form page={page} action={href(page, `${path}/withdrawal`)}>
          <p>{say('commitment.question.withdraw.lead')}</p>
          <button class="quiet">{say('commitment.question.withdraw')}</button>
        </Form>
      ) : null}
      {[...sections]}
    </Layout>
  )
}
