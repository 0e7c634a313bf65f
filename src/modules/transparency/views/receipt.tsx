import type { EntryValue } from '../../../core/recorded.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import { QrCode, type Qr } from '../../../web/qr.tsx'
import type { LogEntry } from '../queries/entries.ts'
import { AddressRow, CodeRow, DayRow, textIn } from './pieces.tsx'

type Props = { readonly page: Page; readonly entry: LogEntry; readonly value: EntryValue; readonly code: string; readonly qr: Qr }

/** One sheet: the words, the day, and one line that ties them to the log. */
export function ReceiptPage({ page, entry, value, code, qr }: Props) {
  const { say } = page
  const said = textIn(value)
  const path = `/record/${entry.index}`
  return (
    <Layout page={page} title={say('public-log.receipt.title')} index={false}>
      <Crumb page={page} path={path}>
        {say('public-log.entry', { index: entry.index })}
      </Crumb>
      <h1>{say('public-log.receipt.title')}</h1>
      <p class="lead">{say('public-log.receipt.lead')}</p>
      <dl class="facts">
        <DayRow page={page} entry={entry} />
      </dl>
      {said === null ? null : (
        <blockquote>
          <InLanguage as="p" language={said.language}>
            {said.text}
          </InLanguage>
        </blockquote>
      )}
      <QrCode qr={qr} label={say('public-log.receipt.code-label')} />
      <dl class="facts">
        <CodeRow page={page} code={code} />
        <AddressRow page={page} entry={entry} />
      </dl>
      <p>{say('public-log.receipt.how')}</p>
      <p class="actions">
        <a class="button quiet" href={`${href(page, path)}.tlog-proof`}>
          {say('public-log.proof.get')}
        </a>
        <a class="button quiet" href={`${href(page, path)}.words.json`}>
          {say('public-log.receipt.file')}
        </a>
      </p>
      <p class="quiet">{say('public-log.receipt.after')}</p>
    </Layout>
  )
}
