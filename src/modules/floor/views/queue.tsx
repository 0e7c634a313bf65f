import type { ReceivingPlace } from '../../../core/receiver.ts'
import { Form, RadioField, SelectField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SessionCard } from '../../gatherings/index.ts'
import type { SeenQuestion } from '../queries/questions.ts'
import type { Put } from '../queries/records.ts'
import { FLOOR_RULES, isPublic } from '../rules.ts'
import { Answer, AskedBy, LanguageField, QuestionText, type Guiding } from './pieces.tsx'
import { Merged } from './questions.tsx'

export type QueueProps = {
  readonly page: Page
  readonly path: string
  readonly session: SessionCard
  readonly questions: readonly SeenQuestion[]
  readonly guiding: readonly Guiding[]
  readonly puts: readonly Put[]
  readonly places: readonly ReceivingPlace[]
  readonly freshId: () => string
  readonly problem?: Problem | undefined
  readonly faulty?: string | undefined
}

/** What is on the floor, what waits, what is shown, and what is done with. Letters work while the focus is in a card. */
export function Queue(props: QueueProps) {
  const { page, questions } = props
  const { say } = page
  const parts = [
    ['floor', questions.filter(({ state }) => state === 'floor')],
    ['waiting', questions.filter(({ state }) => state === 'waiting')],
    ['shown', questions.filter(({ state }) => state === 'shown').toSorted((a, b) => b.people - a.people)],
  ] as const
  const done = questions.filter(({ state }) => state === 'answered' || state === 'declined')
  return (
    <section data-part="queue">
      <h2>{say('floor.queue')}</h2>
      <p class="quiet">{say('floor.queue.keys')}</p>
      {parts.map(([state, own]) => (
        <>
          <h3>
            {say(`floor.queue.${state}`)} <span class="quiet">{say.number(own.length)}</span>
          </h3>
          {own.map((question) => (
            <QueueCard {...props} question={question} />
          ))}
        </>
      ))}
      {done.length === 0 ? null : (
        <details>
          <summary>
            <h3>{say('floor.queue.done')}</h3> <span class="quiet">{say.number(done.length)}</span>
          </summary>
          {done.map((question) => (
            <QueueCard {...props} question={question} />
          ))}
        </details>
      )}
    </section>
  )
}

function QueueCard(props: QueueProps & { question: SeenQuestion }) {
  const { page, path, question, questions, guiding, puts, problem, faulty } = props
  const { say } = page
  const own = faulty === question.id
  const action = href(page, `${path}/floor/questions/${question.id}/decision`)
  return (
    <article class="card" tabindex={-1} id={`queue-${question.id}`} data-card="">
      <QuestionText question={question} />
      <AskedBy page={page} question={question} guiding={guiding} />
      <p class="quiet">
        {say('floor.people', { count: question.people })}
        {question.chairOnly ? ` · ${say('floor.chair-only.mark')}` : ''}
        {question.hidden ? ` · ${say('floor.state.hidden')}` : ''}
      </p>
      <Answer page={page} question={question} />
      <Merged page={page} merged={questions.filter(({ mergedInto }) => mergedInto === question.id)} />
      {puts
        .filter(({ questionId }) => questionId === question.id)
        .map((put) => (
          <PutLink page={page} put={put} />
        ))}
      {question.hidden ? null : (
        <>
          <Form page={page} action={action} class="actions send">
            <QuickDeeds page={page} question={question} />
          </Form>
          <div class="deeds">
            <AnswerForm {...props} action={action} problem={own ? problem : undefined} />
            {question.state === 'answered' || question.state === 'declined' ? null : (
              <>
                {question.chairOnly ? null : <MergeForm {...props} action={action} />}
                <DeclineForm {...props} action={action} problem={own ? problem : undefined} />
              </>
            )}
            <PutForm {...props} />
          </div>
        </>
      )}
    </article>
  )
}

export const PutLink = ({ page, put }: { page: Page; put: Put }) => (
  <p>
    {page.say('floor.put.in')}{' '}
    <a href={href(page, put.path)}>
      <InLanguage language={put.titleLanguage}>{put.title}</InLanguage>
    </a>
  </p>
)

/** What one key does: nothing has to be written for it. */
function QuickDeeds({ page: { say }, question: { state, chairOnly } }: { page: Page; question: SeenQuestion }) {
  const deeds = [
    ['show', 's', !chairOnly && state !== 'shown' && state !== 'answered'],
    ['take', 'f', !chairOnly && (state === 'waiting' || state === 'shown')],
    ['answer', 'a', state === 'floor'],
  ] as const
  return (
    <>
      {deeds.map(([sort, key, possible]) =>
        possible ? (
          <button
            name="sort"
            value={sort}
            class={sort === 'show' && state !== 'waiting' ? 'quiet' : undefined}
            data-key={key}
            aria-keyshortcuts={key}
          >
            {say(`floor.deed.${sort === 'show' && state !== 'waiting' ? 'back' : sort}`)}
          </button>
        ) : null,
      )}
    </>
  )
}

type PartProps = QueueProps & { readonly question: SeenQuestion; readonly action: string }

function AnswerForm({ page, session, question, action, problem }: PartProps) {
  const { say } = page
  return (
    <details>
      <summary data-key="w">{say(question.answer === null ? 'floor.deed.answer-in-writing' : 'floor.deed.answer-anew')}</summary>
      <Form page={page} action={action} class="send">
        <TextArea
          name="answer"
          id={`answer-${question.id}`}
          label={say('floor.answer.text')}
          value={question.answer ?? ''}
          most={4000}
          required
          problem={problem}
        />
        <LanguageField page={page} session={session} value={question.answerLanguage ?? undefined} id={`answer-language-${question.id}`} />
        <button name="sort" value="answer">
          {say('floor.deed.answer-in-writing')}
        </button>
      </Form>
    </details>
  )
}

const IN_SHORT = 80
const inShort = (text: string): string => (text.length <= IN_SHORT ? text : `${text.slice(0, IN_SHORT)}…`)

function MergeForm({ page, question, questions, action }: PartProps) {
  const { say } = page
  const targets = questions.filter((one) => one.id !== question.id && isPublic(one) && one.state !== 'merged')
  if (targets.length === 0) return null
  return (
    <details>
      <summary data-key="m">{say('floor.deed.merge')}</summary>
      <Form page={page} action={action} class="send">
        <SelectField
          name="into"
          id={`into-${question.id}`}
          label={say('floor.merge.into')}
          hint={say('floor.merge.hint')}
          options={targets.map(({ id, text, language }) => ({ value: id, label: inShort(text), lang: language }))}
        />
        <button name="sort" value="merge">
          {say('floor.deed.merge')}
        </button>
      </Form>
    </details>
  )
}

function DeclineForm({ page, session, question, action, problem }: PartProps) {
  const { say } = page
  return (
    <details>
      <summary data-key="d">{say('floor.deed.decline')}</summary>
      <Form page={page} action={action} class="send">
        <RadioField
          name="rule"
          id={`rule-${question.id}`}
          label={say('floor.decline.rule')}
          options={FLOOR_RULES.map((value) => ({ value, label: say(`floor.rule.${value}`) }))}
          value={undefined}
          problem={problem}
        />
        <TextArea
          name="note"
          id={`note-${question.id}`}
          label={say('floor.decline.note')}
          hint={say('floor.decline.note.hint')}
          value=""
          most={500}
          rows={2}
          required
          problem={problem}
        />
        <LanguageField page={page} session={session} id={`note-language-${question.id}`} />
        <button name="sort" value="decline" class="danger">
          {say('floor.deed.decline')}
        </button>
      </Form>
    </details>
  )
}

function PutForm({ page, path, question, places, freshId }: QueueProps & { question: SeenQuestion }) {
  if (!isPublic(question) || question.state === 'merged' || places.length === 0) return null
  return (
    <details>
      <summary data-key="p">{page.say('floor.put')}</summary>
      <PutFields
        page={page}
        path={path}
        places={places}
        id={freshId()}
        of={{ name: 'question', value: question.id }}
        text={question.text}
        language={question.language}
      />
    </details>
  )
}

type PutProps = {
  readonly page: Page
  readonly path: string
  readonly places: readonly ReceivingPlace[]
  readonly id: string
  readonly of: { readonly name: 'question' | 'extract'; readonly value: string }
  readonly text: string
  readonly language: string
}

const STATEMENT_LENGTH = 280

/** A question may be longer than a statement, and is seldom one: whoever puts it writes it as a sentence that one can agree to. */
export function PutFields({ page, path, places, id, of, text, language }: PutProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${path}/floor/statements`)}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name={of.name} value={of.value} />
      <input type="hidden" name="language" value={language} />
      <TextArea
        name="text"
        id={`put-${of.value}`}
        label={say('floor.put.text')}
        hint={say('floor.put.hint')}
        value={text}
        most={STATEMENT_LENGTH}
        required
        lang={language}
      />
      <SelectField
        name="place"
        id={`place-${of.value}`}
        label={say('floor.put.place')}
        options={places.map((place) => ({ value: place.id, label: place.title, lang: place.language }))}
      />
      <button>{say('floor.put')}</button>
    </Form>
  )
}
