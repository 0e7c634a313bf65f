import type { Child } from 'hono/jsx'
import { Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Topic, TopicNames } from '../queries/topics.ts'
import { LONGEST } from '../rules.ts'
import { TopicLink } from './topics.tsx'

export type Keeping = {
  readonly names: TopicNames
  readonly others: readonly Topic[]
  readonly hidden: boolean
  readonly problem?: Problem | undefined
}

export type TopicProps = {
  readonly page: Page
  readonly topic: Topic
  readonly above: Topic | undefined
  readonly below: readonly Topic[]
  readonly sections: readonly Child[]
  /** For whoever looks after the topics alone. */
  readonly keeping: Keeping | null
}

/** What the hub has of one topic: each room shows its own. */
export function TopicPage({ page, topic, above, below, sections, keeping }: TopicProps) {
  const { say } = page
  return (
    <Layout
      page={page}
      title={topic.name}
      description={say('topic.lead')}
      shared={keeping?.hidden === true ? undefined : { sort: 'topic', id: topic.key }}
      feeds={[{ title: topic.name, path: `/feeds/topic/${topic.key}` }]}
      index={keeping === null || !keeping.hidden}
    >
      <p class="crumb">
        <a href={href(page, '/topics')}>{say('topics.title')}</a>
      </p>
      <h1>
        <InLanguage language={topic.language}>{topic.name}</InLanguage>
      </h1>
      <p class="lead">{say('topic.lead')}</p>
      {keeping?.hidden === true ? <p class="note">{say('topic.is-hidden')}</p> : null}
      {above === undefined ? null : (
        <p>
          {say('topic.above')} <TopicLink page={page} topic={above} />
        </p>
      )}
      {below.length === 0 ? null : (
        <nav aria-label={say('topic.below')}>
          <ul class="targets">
            {below.map((one) => (
              <li>
                <TopicLink page={page} topic={one} />
              </li>
            ))}
          </ul>
        </nav>
      )}
      {[...sections]}
      <p>
        <a href={href(page, `/feeds?follow=topic:${topic.key}`)}>{say('topic.all')}</a>
      </p>
      {keeping === null ? null : <Keeper page={page} topic={topic} keeping={keeping} />}
    </Layout>
  )
}

function Keeper({
  page,
  topic,
  keeping: { names, others, hidden, problem },
}: {
  readonly page: Page
  readonly topic: Topic
  readonly keeping: Keeping
}) {
  const { say } = page
  const called = (language: string) => names.find((one) => one.language === language)?.name
  return (
    <details open={problem !== undefined}>
      <summary>
        <h2>{say('topic.keep.title')}</h2>
      </summary>
      <ProblemNote page={page} problem={problem} />
      <p class="quiet">
        {say('topic.keep.names', { names: say.list(names.map(({ language, name }) => `${say.language(language)}: ${name}`)) })}
      </p>
      <Form page={page} action={href(page, `${topic.path}/name`)}>
        <TextField
          name="language"
          label={say('topic.keep.language')}
          hint={say('topic.keep.language.hint')}
          value={say.locale}
          most={35}
          problem={problem}
          required
        />
        <TextField name="name" label={say('topic.keep.name')} value={called(say.locale)} most={LONGEST.name} problem={problem} required />
        <p class="actions">
          <button>{say('topic.keep.rename')}</button>
        </p>
      </Form>
      <Form page={page} action={href(page, `${topic.path}/merger`)}>
        <SelectField
          name="into"
          label={say('topic.keep.into')}
          hint={say('topic.keep.into.hint')}
          options={[
            { value: '', label: say('topic.keep.into.none') },
            ...others.map(({ key, name, language }) => ({ value: key, label: name, lang: language })),
          ]}
          problem={problem}
        />
        <p class="actions">
          <button class="danger">{say('topic.keep.merge')}</button>
        </p>
      </Form>
      <Form page={page} action={href(page, `${topic.path}/hidden`)}>
        <input type="hidden" name="hidden" value={hidden ? 'no' : 'yes'} />
        <p class="actions">
          <button class="quiet">{say(hidden ? 'topic.keep.show' : 'topic.keep.hide')}</button>
        </p>
      </Form>
    </details>
  )
}
