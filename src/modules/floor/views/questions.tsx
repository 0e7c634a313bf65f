import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import { ordered, type Order } from '../rules.ts'
import { Answer, AskedBy, Counted, QuestionText, type Guiding } from './pieces.tsx'

export type QuestionsProps = {
  readonly page: Page
  readonly path: string
  readonly phase: SessionCard['phase']
  readonly questions: readonly SeenQuestion[]
  readonly guiding: readonly Guiding[]
  readonly order: Order
  readonly mayJoin: boolean
}

const isOpen = ({ state }: SeenQuestion): boolean => state === 'shown' || state === 'floor'

/** What is asked: first what is on the floor, then the rest in the order that the reader chose. */
export function Questions(props: QuestionsProps) {
  const { page, path, phase, questions, order } = props
  const { say } = page
  const open = ordered(questions.filter(isOpen), order)
  const answered = questions.filter(({ state }) => state === 'answered')
  return (
    <section data-part="questions">
      <h2 id="questions">{say('floor.questions')}</h2>
      {open.length < 2 ? null : <Orders page={page} path={path} order={order} />}
      {open.length > 0 ? null : phase === 'before' ? (
        <p class="empty">{say('floor.section.before')}</p>
      ) : phase === 'running' ? (
        <p class="empty">{say('floor.questions.none')}</p>
      ) : answered.length === 0 ? (
        <p class="empty">{say('floor.questions.none-shown')}</p>
      ) : null}
      <ul class="rows">
        {open.map((question) => (
          <QuestionRow {...props} question={question} />
        ))}
      </ul>
      {answered.length === 0 ? null : (
        <details>
          <summary>
            <h3>{say('floor.questions.answered')}</h3> <span class="quiet">{say.number(answered.length)}</span>
          </summary>
          <ul class="rows">
            {answered.map((question) => (
              <QuestionRow {...props} question={question} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Orders({ page, path, order }: Pick<QuestionsProps, 'page' | 'path' | 'order'>) {
  const { say } = page
  return (
    <>
      <nav class="tabs" aria-label={say('floor.order')}>
        {(['voices', 'time'] as const).map((one) => (
          <a href={href(page, `${path}/floor${one === 'time' ? '?order=time' : ''}`)} aria-current={one === order ? 'page' : undefined}>
            {say(`floor.order.${one}`)}
          </a>
        ))}
      </nav>
      <p class="quiet">{say(`floor.order.${order}.rule`)}</p>
    </>
  )
}

function QuestionRow({ page, path, questions, guiding, mayJoin, question }: QuestionsProps & { question: SeenQuestion }) {
  const { say } = page
  const merged = questions.filter(({ mergedInto }) => mergedInto === question.id)
  return (
    <li id={`q-${question.id}`}>
      {question.state === 'floor' ? (
        <p class="status">
          <strong>{say('floor.state.floor')}</strong>
        </p>
      ) : null}
      <QuestionText question={question} />
      <AskedBy page={page} question={question} guiding={guiding} />
      <Answer page={page} question={question} />
      <Merged page={page} merged={merged} />
      <div class="actions">
        <span>
          {say('floor.ask-this')}{' '}
          <strong>
            <Counted page={page} name={`q-${question.id}`} value={question.people} />
          </strong>
        </span>
        {mayJoin && isOpen(question) && !question.mine ? <Join page={page} path={path} question={question} /> : null}
        <a href={href(page, `${path}/floor/questions/${question.id}`)}>{say('floor.question.own-page')}</a>
      </div>
    </li>
  )
}

export function Merged({ page, merged }: { page: Page; merged: readonly SeenQuestion[] }) {
  if (merged.length === 0) return null
  return (
    <>
      <p class="quiet">{page.say('floor.asked-together')}</p>
      <ul>
        {merged.map((one) => (
          <li>
            <InLanguage language={one.language}>{one.text}</InLanguage>{' '}
            <span class="quiet">{page.say('floor.people', { count: one.people })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** One voice a person; what is wanted is said whole, so that the same one sent twice is done once. */
function Join({ page, path, question }: { page: Page; path: string; question: SeenQuestion }) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${path}/floor/questions/${question.id}/voice`)} class="send">
      <input type="hidden" name="given" value={question.joined ? 'no' : 'yes'} />
      <button class="quiet" aria-pressed={question.joined ? 'true' : 'false'} aria-describedby={`q-${question.id}`}>
        {say(question.joined ? 'floor.voice.take-back' : 'floor.voice.give')}
      </button>
    </Form>
  )
}

/** What became of what the reader asked: for their eyes alone. */
export function OwnQuestions({
  page,
  path,
  own,
  questions,
}: {
  page: Page
  path: string
  own: readonly SeenQuestion[]
  questions: readonly SeenQuestion[]
}) {
  const { say } = page
  return (
    <section data-part="own">
      {own.length === 0 ? null : (
        <>
          <h2>{say('floor.own')}</h2>
          <ul class="rows">
            {own.map((question) => (
              <li id={`own-${question.id}`}>
                {question.state === 'withdrawn' ? null : <QuestionText question={question} />}
                {question.state === 'answered' || question.state === 'declined' ? (
                  <Answer page={page} question={question} />
                ) : (
                  <p class="status">
                    <strong>{say(`floor.state.${question.hidden ? 'hidden' : question.state}`)}</strong>{' '}
                    {question.chairOnly ? say('floor.chair-only.mark') : null}
                  </p>
                )}
                {question.mergedInto === null ? null : (
                  <MergedInto page={page} path={path} into={questions.find(({ id }) => id === question.mergedInto)} />
                )}
                {question.state === 'answered' || question.state === 'withdrawn' ? null : (
                  <Form page={page} action={href(page, `${path}/floor/questions/${question.id}/withdrawal`)} class="send">
                    <button class="plain">{say('floor.question.withdraw')}</button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function MergedInto({ page, path, into }: { page: Page; path: string; into: SeenQuestion | undefined }) {
  if (into === undefined) return null
  return (
    <p>
      {page.say('floor.merged-into')}{' '}
      <a href={href(page, `${path}/floor/questions/${into.id}`)}>
        <InLanguage language={into.language}>{into.text}</InLanguage>
      </a>
    </p>
  )
}
