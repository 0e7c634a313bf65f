import { Form, ProblemNote, RadioField, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Published } from '../../../core/published.ts'
import type { NamedSubject } from '../queries/subjects.ts'
import { LONGEST, isMutedKind } from '../rules.ts'
import { called } from './item.tsx'

export type MuteWritten = { readonly what: string; readonly word: string; readonly days: string }
export type MuteProps = {
  readonly page: Page
  readonly thing: Published
  /** What the thing belongs to, as far as the reader may know of it. */
  readonly subjects: readonly NamedSubject[]
  readonly written?: MuteWritten | undefined
  readonly problem?: Problem | undefined
}

/** From a thing of the feed: of what of it one wants to hear nothing. */
export function MutePage({ page, thing, subjects, written, problem }: MuteProps) {
  const { say } = page
  const options = [
    ...subjects.map((one) => ({ value: one.key, label: `${called(one)} (${say(`follows.sort.${one.subject.sort}`)})` })),
    ...(isMutedKind(thing.sort) ? [{ value: 'kind', label: say('mute.all-calls') }] : []),
    { value: 'word', label: say('mute.word-choice') },
  ]
  return (
    <Layout page={page} title={say('mute.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/feed')}>{say('following.title')}</a>
      </p>
      <h1>{say('mute.title')}</h1>
      <p class="lead">{say('mute.lead')}</p>
      <p>
        {say('mute.from')}{' '}
        <a href={href(page, thing.path)}>
          <InLanguage language={thing.language}>{thing.title}</InLanguage>
        </a>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/me/feed/mute')}>
        <input type="hidden" name="thing" value={`${thing.sort}:${thing.id}`} />
        <RadioField name="what" label={say('mute.what')} value={written?.what ?? options[0]?.value} options={options} problem={problem} />
        <TextField
          name="word"
          label={say('mute.word')}
          hint={say('mute.word.hint')}
          value={written?.word}
          most={LONGEST.word}
          problem={problem}
        />
        <SelectField
          name="days"
          label={say('mute.days')}
          value={written?.days ?? '30'}
          options={[
            { value: '7', label: say('mute.week') },
            { value: '30', label: say('mute.month') },
            { value: '', label: say('mute.for-good') },
          ]}
          problem={problem}
        />
        <p class="actions">
          <button>{say('mute.do')}</button>
        </p>
      </Form>
    </Layout>
  )
}
