// A real browser signs a person in: node browser.mjs CHROMIUM URL PICTURES
// Prints what each page shows as "PAGE {…}" and leaves PICTURES/<page>[-dark|-narrow].png; ends when no form is left.
import { mkdirSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const [executablePath, url, pictures] = process.argv.slice(2);
const SIZES = { '': [1024, 768, 'light'], '-dark': [1024, 768, 'dark'], '-narrow': [360, 740, 'light'] };

mkdirSync(pictures, { recursive: true });
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
const page = await browser.newPage();
const problems = [];
page.on('pageerror', (error) => problems.push(String(error)));
page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));

async function picture(name) {
  for (const [suffix, [width, height, scheme]] of Object.entries(SIZES)) {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.screenshot({ path: `${pictures}/${name}${suffix}.png`, fullPage: true });
  }
}

async function describe() {
  return page.evaluate(() => ({
    title: document.title,
    heading: document.querySelector('h1')?.textContent.trim() ?? '',
    language: document.documentElement.lang,
    overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    unlabelled: [...document.querySelectorAll('input:not([type=hidden])')].filter((input) => !input.labels.length).length,
    buttons: [...document.querySelectorAll('button')].map((button) => button.textContent.trim()),
  }));
}

await page.goto(url, { waitUntil: 'networkidle0' });
for (let step = 1; await page.$('form button.primary'); step++) {
  await picture((await page.$('#username')) ? 'sign-in' : 'consent');
  console.log(`PAGE ${JSON.stringify(await describe())}`);
  // With the keyboard alone, as somebody without a mouse would.
  await page.focus('form button.primary');
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle0' }), page.keyboard.press('Enter')]);
  if (step > 5) throw new Error('the forms do not end');
}
console.log(`END ${JSON.stringify({ url: page.url(), text: await page.evaluate(() => document.body.innerText), problems })}`);
await browser.close();
