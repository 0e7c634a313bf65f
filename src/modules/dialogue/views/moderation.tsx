import { Checkbox, Form, SelectField, TextArea } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { Speaker } from '../queries/shapes.ts'
import { SpeakerWords } from './speaker.tsx'

export type QueuedStatement = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly speaker: Speaker
  readonly seed: boolean
  readonly meta: boolean
  readonly status: 'waiting' | 'published' | 'declined'
  readonly declinedFor: string | null
  readonly note: string | null
  readonly createdAt: Date
}

export type ModerationProps = {
  readonly page: Page
  readonly slug: string
  readonly title: { readonly text: string; readonly language: string }
  readonly show: 'waiting' | 'published' | 'declined'
  readonly counts: Readonly<Record<'waiting' | 'published' | 'declined', number>>
  readonly statements: readonly QueuedStatement[]
  readonly rules: readonly string[]
}

export function ModerationPage(props: ModerationProps) {
  const { page, slug, title, show, counts, statements } = props
  const { say } = page
  return (
    <Layout page={page} title={say('desk.moderation')} index={false}>
      <p class="crumb">
        <a href={href(page, `/dialogues/${slug}`)}>
          <InLanguage language={title.language}>{title.text}</InLanguage>
        </a>
      </p>
      <h1>{say('desk.moderation')}</h1>
      <p>
        <a href={href(page, `/dialogues/${slug}/moderation/patterns`)}>{say('desk.patterns')}</a>
      </p>
      <nav class="tabs" aria-label={say('moderation.show')}>
        {(['waiting', 'published', 'declined'] as const).map((status) => (
          <a href={href(page, `/dialogues/${slug}/moderation?show=${status}`)} aria-current={status === show ? 'page' : undefined}>
            {say(`moderation.${status}`, { count: counts[status] })}
          </a>
        ))}
      </nav>
      {statements.length === 0 ? <p class="empty">{say(`moderation.none.${show}`)}</p> : null}
      <ul class="rows">
        {statements.map((statement) => (
          <li>
            <Decision {...props} statement={statement} />
          </li>
        ))}
      </ul>
    </Layout>
  )
}

function Decision({ page, slug, rules, statement }: ModerationProps & { statement: QueuedStatement }) {
  const { say } = page
  const address = href(page, `/dialogues/${slug}/statements/${statement.number}`)
  const label = (key: string) => say(key, { number: statement.number })
  return (
    <article id={`statement-${statement.number}`}>
      <InLanguage as="p" language={statement.language} class="statement">
        {statement.text}
      </InLanguage>
      <p class="quiet">
        <SpeakerWords page={page} speaker={statement.speaker} /> · {say.language(statement.language)} ·{' '}
        <Day page={page} at={statement.createdAt} />
        {statement.seed ? ` · ${say('statement.seed')}` : null}
        {statement.meta ? ` · ${say('statement.meta')}` : null}
      </p>
      {statement.declinedFor === null ? null : (
        <p>
          {statement.declinedFor === 'withdrawn'
            ? say('rule.withdrawn')
            : say('moderation.declined-for', { rule: say(`rule.${statement.declinedFor}`) })}
        </p>
      )}
      <div class="actions">
        {statement.status === 'published' || statement.declinedFor === 'withdrawn' ? null : (
          <Form page={page} action={`${address}/publication`} label={label('moderation.publish.of')}>
            <button>{say(statement.status === 'declined' ? 'moderation.publish-after-all' : 'moderation.publish')}</button>
          </Form>
        )}
      </div>
      {statement.status === 'declined' ? null : (
        <details>
          <summary>{say(statement.status === 'published' ? 'moderation.withdraw' : 'moderation.decline')}</summary>
          <Form page={page} action={`${address}/refusal`} label={label('moderation.decline.of')}>
            <SelectField
              name="rule"
              id={`rule-${statement.number}`}
              label={say('moderation.rule')}
              options={rules.map((rule) => ({ value: rule, label: say(`rule.${rule}`) }))}
            />
            <TextArea
              name="note"
              id={`note-${statement.number}`}
              label={say('moderation.note')}
              hint={say('moderation.note.hint')}
              rows={2}
              most={500}
            />
            <button class="danger">{say('moderation.decline.do')}</button>
          </Form>
        </details>
      )}
      <details>
        <summary>{say('moderation.marks')}</summary>
        <Form page={page} action={`${address}/marks`} label={label('moderation.marks.of')}>
          <Checkbox name="seed" label={say('moderation.seed')} hint={say('moderation.seed.hint')} checked={statement.seed} />
          <Checkbox name="meta" label={say('moderation.meta')} hint={say('moderation.meta.hint')} checked={statement.meta} />
          <button class="quiet">{say('moderation.marks.do')}</button>
        </Form>
      </details>
    </article>
  )
}
