import { Checkbox, Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Topic } from '../queries/topics.ts'
import { LONGEST } from '../rules.ts'

/** What was written into the form that adds one. */
export type Written = {
  readonly key: string
  readonly parent: string
  readonly names: ReadonlyMap<string, string>
  readonly sensitive: boolean
}

export type TopicsProps = {
  readonly page: Page
  readonly topics: readonly Topic[]
  /** Whether the reader looks after the topics of this hub. */
  readonly keeper: boolean
  readonly written?: Written | undefined
  readonly problem?: Problem | undefined
}

export function TopicLink({ page, topic }: { readonly page: Page; readonly topic: Topic }) {
  return (
    <a href={href(page, topic.path)}>
      <InLanguage language={topic.language}>{topic.name}</InLanguage>
    </a>
  )
}

export function TopicsPage({ page, topics, keeper, written, problem }: TopicsProps) {
  const { say } = page
  const tops = topics.filter(({ parent }) => parent === null)
  return (
    <Layout page={page} title={say('topics.title')} description={say('topics.lead')} width="wide">
      <h1>{say('topics.title')}</h1>
      <p class="lead">{say('topics.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {tops.length === 0 ? <p class="empty">{say('topics.none')}</p> : null}
      <ul class="cards">
        {tops.map((top) => (
          <li class="card">
            <h2>
              <TopicLink page={page} topic={top} />
            </h2>
            <ul class="targets">
              {topics
                .filter(({ parent }) => parent === top.key)
                .map((topic) => (
                  <li>
                    <TopicLink page={page} topic={topic} />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
      {keeper ? <Adding page={page} tops={tops} written={written} problem={problem} /> : null}
    </Layout>
  )
}

type AddingProps = Pick<TopicsProps, 'page' | 'written' | 'problem'> & { readonly tops: readonly Topic[] }

function Adding({ page, tops, written, problem }: AddingProps) {
  const { say } = page
  return (
    <details open={problem !== undefined}>
      <summary>
        <h2>{say('topics.add.title')}</h2>
      </summary>
      <p class="quiet">{say('topics.add.lead')}</p>
      <Form page={page} action={href(page, '/topics')}>
        {page.locales.map((locale) => (
          <TextField
            name={`name-${locale}`}
            label={say('topics.name.in', { language: say.language(locale) })}
            value={written?.names.get(locale)}
            most={LONGEST.name}
            lang={locale}
            problem={problem}
          />
        ))}
        <TextField
          name="key"
          label={say('topics.key')}
          hint={say('topics.key.hint')}
          value={written?.key}
          most={LONGEST.key}
          problem={problem}
          required
        />
        <SelectField
          name="parent"
          label={say('topics.parent')}
          value={written?.parent}
          options={[
            { value: '', label: say('topics.parent.none') },
            ...tops.map(({ key, name, language }) => ({ value: key, label: name, lang: language })),
          ]}
          problem={problem}
        />
        <Checkbox
          name="sensitive"
          label={say('topics.sensitive')}
          checked={written?.sensitive ?? false}
          hint={say('topics.sensitive.hint')}
        />
        <p class="actions">
          <button>{say('topics.add.do')}</button>
        </p>
      </Form>
    </details>
  )
}
