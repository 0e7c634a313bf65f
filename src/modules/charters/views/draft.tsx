import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Draft } from '../queries/charter.ts'
import type { ShownBody } from '../queries/place.ts'
import { daysAfter, differences, LONGEST, NOTICE_DAYS } from '../rules.ts'
import { charterPath, Crumb, Differences, Rendered } from './pieces.tsx'

type Written = { readonly language: string; readonly text: string; readonly changed: string }

type WriteProps = {
  readonly page: Page
  readonly body: ShownBody
  readonly draft: Draft
  readonly written: Written
  readonly problem?: Problem | undefined
}

/** The text of the next version, one language at a time. */
export function DraftForm({ page, body, draft, written, problem }: WriteProps) {
  const { say } = page
  const path = charterPath(body?.path ?? null)
  const languages = [
    ...new Set([...page.locales, ...draft.newest.map(({ language }) => language), ...draft.texts.map(({ language }) => language)]),
  ]
  return (
    <Layout page={page} title={say('charter.draft-title')} index={false}>
      <Crumb page={page} body={body} />
      <h1>{say('charter.draft-title')}</h1>
      <p class="lead">{say(draft.newest.length === 0 ? 'charter.draft-first' : 'charter.draft-next')}</p>
      <nav class="tabs" aria-label={say('charter.languages')}>
        {languages.map((language) => (
          <a
            href={href(page, `${path}/draft?language=${encodeURIComponent(language)}`)}
            aria-current={language === written.language ? 'page' : undefined}
          >
            {say.language(language)}
          </a>
        ))}
      </nav>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/draft`)}>
        <SelectField
          name="language"
          label={say('charter.language')}
          value={written.language}
          options={languages.map((language) => ({ value: language, label: say.language(language) }))}
          problem={problem}
        />
        <TextArea
          name="text"
          label={say('charter.text')}
          hint={say('charter.text-hint')}
          value={written.text}
          rows={24}
          most={LONGEST.text}
          lang={written.language}
          problem={problem}
          required
        />
        {draft.newest.length === 0 ? null : (
          <TextField
            name="changed"
            label={say('charter.changed')}
            hint={say('charter.changed-hint')}
            value={written.changed}
            most={LONGEST.changed}
            lang={written.language}
            problem={problem}
            required
          />
        )}
        <p class="actions">
          <button type="submit">{say('charter.keep-draft')}</button>
          <a class="button quiet" href={href(page, path)}>
            {say('charter.back')}
          </a>
        </p>
      </Form>
    </Layout>
  )
}

type PreviewProps = {
  readonly page: Page
  readonly body: ShownBody
  readonly draft: Draft
  readonly asked: { readonly sort: 'change' | 'correction'; readonly holdsFrom: string }
  readonly problem?: Problem | undefined
}

/** As readers will see it, with what it changes; from here it is published. */
export function PreviewPage({ page, body, draft, asked, problem }: PreviewProps) {
  const { say } = page
  const path = charterPath(body?.path ?? null)
  return (
    <Layout page={page} title={say('charter.preview-title')} index={false}>
      <Crumb page={page} body={body} />
      <h1>{say('charter.preview-title')}</h1>
      <p class="lead">{say('charter.preview-lead')}</p>
      {draft.texts.length === 0 ? <p class="empty">{say('charter.no-draft')}</p> : null}
      {draft.texts.map((text) => (
        <DraftText page={page} path={path} text={text} old={draft.newest.find(({ language }) => language === text.language)} />
      ))}
      <p>
        <a href={href(page, `${path}/draft`)}>{say('charter.more-languages')}</a>
      </p>
      {draft.texts.length === 0 ? null : (
        <>
          <h2>{say('charter.publish-title')}</h2>
          <ProblemNote page={page} problem={problem} />
          <PublishForm page={page} path={path} first={draft.newest.length === 0} asked={asked} problem={problem} />
          <details>
            <summary>{say('charter.discard-open')}</summary>
            <Form page={page} action={href(page, `${path}/draft/discarding`)}>
              <p class="actions">
                <button type="submit" class="danger">
                  {say('charter.discard')}
                </button>
              </p>
            </Form>
          </details>
        </>
      )}
    </Layout>
  )
}

function DraftText({ page, path, text, old }: { page: Page; path: string; text: Written; old: Written | undefined }) {
  const { say } = page
  const id = `text-${text.language}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say.language(text.language)}</h2>
      {text.changed === '' ? null : (
        <InLanguage as="p" language={text.language} class="lead">
          {text.changed}
        </InLanguage>
      )}
      <div class="card">
        <Rendered language={text.language} text={text.text} />
      </div>
      {old === undefined ? null : (
        <details>
          <summary>{say('charter.see-differences')}</summary>
          <Differences page={page} language={text.language} blocks={differences(old.text, text.text)} />
        </details>
      )}
      <p>
        <a href={href(page, `${path}/draft?language=${encodeURIComponent(text.language)}`)}>{say('charter.write-on')}</a>
      </p>
    </section>
  )
}

type PublishProps = Pick<PreviewProps, 'page' | 'asked' | 'problem'> & { readonly path: string; readonly first: boolean }

function PublishForm({ page, path, first, asked, problem }: PublishProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${path}/versions`)}>
      {first ? (
        <p>{say('charter.first-holds')}</p>
      ) : (
        <>
          <RadioField
            name="sort"
            label={say('charter.sort')}
            value={asked.sort}
            options={[
              { value: 'change', label: say('charter.sort.change'), hint: say('charter.sort.change-what', { days: NOTICE_DAYS }) },
              { value: 'correction', label: say('charter.sort.correction'), hint: say('charter.sort.correction-what') },
            ]}
            problem={problem}
          />
          <TextField
            name="holdsFrom"
            type="date"
            label={say('charter.holds-from')}
            hint={say('charter.holds-from-hint', { days: NOTICE_DAYS })}
            value={asked.holdsFrom === '' ? daysAfter(page.now, NOTICE_DAYS) : asked.holdsFrom}
            problem={problem}
          />
        </>
      )}
      <p class="actions">
        <button type="submit">{say('charter.publish')}</button>
      </p>
    </Form>
  )
}
