import {
  CheckboxField,
  Form,
  LanguageField,
  languageOptions,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { AssistCard } from '../queries/assists.ts'
import type { BodyName } from '../queries/shapes.ts'
import { AUDIENCES, HELPS, LONGEST } from '../rules.ts'
import { BodyLink, bodyOptions, Crumb, Inline, OnDay, type Values } from './pieces.tsx'

type ListProps = {
  readonly page: Page
  readonly assists: readonly AssistCard[]
  readonly state: 'open' | 'closed'
  readonly mayAsk: boolean
}

export function AssistsPage({ page, assists, state, mayAsk }: ListProps) {
  const { say } = page
  const at = href(page, '/library/assists')
  return (
    <Layout page={page} title={say('assist.title')} description={say('assist.lead')} index={state === 'open'}>
      <Crumb page={page} to="/library" label={say('library.title')} />
      <h1>{say('assist.title')}</h1>
      <p class="lead">{say('assist.lead')}</p>
      {mayAsk ? (
        <p class="actions">
          <a class="button" href={`${at}/new`}>
            {say('assist.ask')}
          </a>
        </p>
      ) : (
        <p class="quiet">{say('assist.who-asks')}</p>
      )}
      <nav class="tabs" aria-label={say('assist.states')}>
        {(['open', 'closed'] as const).map((one) => (
          <a href={one === 'open' ? at : `${at}?state=closed`} aria-current={one === state ? 'page' : undefined}>
            {say(`assist.states.${one}`)}
          </a>
        ))}
      </nav>
      {assists.length === 0 ? <p class="empty">{say(state === 'open' ? 'assist.none' : 'assist.none.closed')}</p> : null}
      <ul class="rows">
        {assists.map((assist) => (
          <li>
            <InLanguage as="h2" language={assist.language}>
              <a href={href(page, assist.path)}>{assist.question}</a>
            </InLanguage>
            <p class="quiet">
              <Inline
                items={[
                  ...(assist.body === null ? [] : [<BodyLink page={page} body={assist.body} />]),
                  say.list(assist.kinds.map((kind) => say(`assist.kind.${kind}`))),
                  say('assist.offers', { count: assist.offers }),
                ]}
              />
            </p>
            <AssistState page={page} assist={assist} />
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export function AssistState({ page, assist }: { page: Page; assist: AssistCard }) {
  const { say } = page
  if (assist.state === 'closed')
    return (
      <p class="status">
        <strong>{say(`assist.ended.${assist.endedFor ?? 'time'}`)}</strong>
      </p>
    )
  return (
    <p class="status">
      <strong>{say('assist.until')}</strong> <OnDay page={page} day={assist.until} />
      {assist.paired.length === 0 ? null : (
        <>
          {' '}
          · {say('assist.paired')}{' '}
          <Inline
            items={assist.paired.map((body) => (
              <BodyLink page={page} body={body} />
            ))}
          />
        </>
      )}
    </p>
  )
}

type AskProps = {
  readonly page: Page
  readonly bodies: readonly BodyName[]
  readonly values: Values
  readonly kinds: readonly string[]
  readonly languages: readonly string[]
  readonly problem?: Problem | undefined
}

/** One form for every body, whoever it speaks for. */
export function AskPage({ page, bodies, values, kinds, languages, problem }: AskProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('assist.ask')} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} to="/library/assists" label={say('assist.title')} />
      <h1>{say('assist.ask')}</h1>
      <p class="lead">{say('assist.ask.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/library/assists')} draft="/library/assists/new">
        <input type="hidden" name="sending" value={values['sending']} />
        <SelectField name="body" label={say('library.in-name-of')} value={values['body']} options={bodyOptions(bodies)} problem={problem} />
        <LanguageField page={page} label={say('library.written-in')} value={values['language']} problem={problem} />
        <TextArea
          name="question"
          label={say('assist.question')}
          hint={say('assist.question.hint')}
          value={values['question']}
          rows={3}
          most={LONGEST.summary}
          required
          problem={problem}
        />
        <TextArea
          name="context"
          label={say('assist.context')}
          value={values['context']}
          rows={5}
          most={LONGEST.word}
          required
          problem={problem}
        />
        <TextArea name="tried" label={say('assist.tried')} value={values['tried']} most={LONGEST.word} problem={problem} />
        <CheckboxField
          name="kinds"
          label={say('assist.kinds')}
          options={HELPS.map((value) => ({ value, label: say(`assist.kind.${value}`) }))}
          chosen={kinds}
          problem={problem}
        />
        <CheckboxField
          name="languages"
          label={say('assist.languages')}
          options={languageOptions(page)}
          chosen={languages}
          problem={problem}
        />
        <RadioField
          name="audience"
          label={say('assist.audience')}
          value={values['audience'] ?? 'everybody'}
          options={AUDIENCES.map((value) => ({ value, label: say(`assist.audience.${value}`) }))}
          problem={problem}
        />
        <TextField
          name="until"
          type="date"
          label={say('assist.until.ask')}
          hint={say('assist.until.hint')}
          value={values['until']}
          required
          problem={problem}
        />
        <button>{say('assist.ask.do')}</button>
      </Form>
    </Layout>
  )
}
