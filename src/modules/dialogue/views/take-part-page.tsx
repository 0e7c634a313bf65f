import type { Verdict } from '#base'
import { Form, ProblemNote, SelectField, TextArea, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { groupLetter } from './group-mark.tsx'
import type { Speaker } from '../queries/shapes.ts'
import { SpeakerWords } from './speaker.tsx'
import { WaitingAnswers, WAITING_SCRIPTS } from '../../../web/waiting.tsx'
import { LetterCount, StatementCard, TakePart, type StatementCardProps } from './statement-card.tsx'

export type SharedWith = {
  readonly text: string
  readonly language: string
  readonly side: 'agree' | 'disagree'
  readonly group: string
} | null

export type TakePartProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly card: StatementCardProps | null
  readonly progress: { readonly answered: number; readonly total: number }
  readonly shared: SharedWith
  readonly add: AddProps
  /** Whose it is what waits on this device. */
  readonly own: string
}

export type AddProps = {
  readonly may: Verdict
  readonly languages: readonly string[]
  readonly questions: readonly { readonly number: number; readonly text: string }[]
  readonly moderation: 'before' | 'after'
  readonly values: { readonly text: string; readonly language: string; readonly question: string }
  /** By which it is known again, should it arrive twice. */
  readonly sending: string
  readonly problem: Problem | undefined
  readonly added: 'waiting' | 'published' | null
  /** As who they speak. */
  readonly speaker: Speaker
}

export function TakePartPage(props: TakePartProps) {
  const { page, slug, title, add } = props
  const { say } = page
  return (
    <Layout page={page} title={title.text} scripts={['take-part.js', ...WAITING_SCRIPTS]} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1 class="aloud">{say('dialogue.take-part')}</h1>
      <TakePart say={say} next={href(page, `/dialogues/${slug}/take-part`)}>
        <Card {...props} />
      </TakePart>
      <WaitingAnswers page={page} own={props.own} />
      <AddStatement page={page} slug={slug} add={add} />
      <p>
        <a href={href(page, `/dialogues/${slug}/my-part`)}>{say('dialogue.my-part')}</a> ·{' '}
        <a href={href(page, `/dialogues/${slug}/country`)}>{say('country.say')}</a>
      </p>
    </Layout>
  )
}

/** What changes from answer to answer: the next statement, or the last screen. */
export function Card({ page, slug, card, progress, shared }: Pick<TakePartProps, 'page' | 'slug' | 'card' | 'progress' | 'shared'>) {
  const { say } = page
  if (card !== null) return <StatementCard {...card} />
  return (
    <article class="card">
      <h2 class="statement" tabindex={-1}>
        {say('take-part.done', progress)}
      </h2>
      <SharedSentence page={page} shared={shared} />
      <p class="actions">
        <a class="button" href={href(page, `/dialogues/${slug}/my-part`)}>
          {say('dialogue.my-part')}
        </a>
        <a class="button quiet" href={href(page, `/dialogues/${slug}/result`)}>
          {say('dialogue.result-so-far')}
        </a>
      </p>
    </article>
  )
}

/** In one sentence, what somebody shares with people unlike them. */
export function SharedSentence({ page, shared }: { page: Page; shared: SharedWith }) {
  const { say } = page
  if (shared === null) return <p>{say('shared.none')}</p>
  return (
    <div class="shared">
      <p>{say(`shared.${shared.side}`, { group: groupLetter(say, shared.group) })}</p>
      <InLanguage as="blockquote" language={shared.language} class="statement">
        {shared.text}
      </InLanguage>
    </div>
  )
}

export function AddStatement({ page, slug, add }: { page: Page; slug: string; add: AddProps }) {
  const { say } = page
  const { may, problem, values, added } = add
  if (!may.ok) {
    const told = may.refusal.code === 'statement.too-many-waiting' || may.refusal.code === 'voice.not-held'
    return told ? <p class="quiet">{say(may.refusal.code, may.refusal.data)}</p> : null
  }
  const languages: Option[] = add.languages.map((language) => ({ value: language, label: say.language(language) }))
  const questions: Option[] = [
    { value: '', label: say('add.no-question') },
    ...add.questions.map((question) => ({ value: String(question.number), label: `${question.number}. ${question.text}` })),
  ]
  return (
    <section id="add">
      {added === null ? null : (
        <p class="note" role="status">
          {say(`add.done.${added}`)}
        </p>
      )}
      <details open={problem !== undefined}>
        <summary>{say('add.title')}</summary>
        <p>{say(`add.how.${add.moderation}`)}</p>
        <p>
          {say('voice.now')} <SpeakerWords page={page} speaker={add.speaker} />{' '}
          <a href={href(page, `/dialogues/${slug}/voice`)}>{say('voice.change')}</a>
        </p>
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, `/dialogues/${slug}/statements`)} class="send" label={say('add.text')}>
          <input type="hidden" name="sending" value={add.sending} />
          <TextArea
            name="text"
            label={say('add.text')}
            hint={say('add.text.hint')}
            value={values.text}
            problem={problem}
            rows={3}
            required
          />
          <LetterCount say={say} field="text" most={280} />
          <SelectField name="language" label={say('add.language')} value={values.language} options={languages} problem={problem} />
          {add.questions.length === 0 ? null : (
            <SelectField name="question" label={say('add.question')} value={values.question} options={questions} problem={problem} />
          )}
          <button>{say('add.do')}</button>
        </Form>
      </details>
    </section>
  )
}
