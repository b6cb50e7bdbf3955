'use strict';

/**
 * Writes trips.json: a morning of a travel agency, the same one each time. Run it with `node examples/data/make-trips.js`.
 *
 * Each entry is a request at a time, and what must become of it. Between 07:00 and 07:10 the airline is down; its circuit opens with the third
 * request that fails.
 */
const fs = require('node:fs');
const path = require('node:path');

const PLACES = ['Oslo', 'Porto', 'Rome'];
const MEMBERS = ['anna', 'ben', 'clara', 'david', 'emma', 'felix'];
const DAYS = ['2027-05-01', '2027-05-02', '2027-05-03'];

/** Group, first request, last request, seconds between two, changes. */
const GROUPS = [
  ['hotels unknown', '05:00:00', '05:00:40', 20, {}],
  ['complete', '06:05:00', '06:44:00', 60, {}],
  ['airline busy', '06:45:00', '06:49:00', 60, { busy: '2' }],
  ['airline too busy', '06:50:00', '06:51:00', 60, { busy: '600' }],
  ['airline fails', '07:00:00', '07:00:40', 20, {}],
  ['circuit open', '07:00:50', '07:01:30', 10, {}],
  ['probe fails', '07:02:10', '07:02:10', 1, {}],
  ['circuit open', '07:02:20', '07:03:00', 10, {}],
  ['no flight', '07:03:05', '07:03:08', 3, { to: 'Reykjavik' }],
  ['probe goes well', '07:12:00', '07:12:00', 1, {}],
  ['complete', '07:13:00', '07:22:00', 60, {}],
  ['slow cars', '07:23:00', '07:27:00', 60, { cars: 'slow' }],
  ['no cars', '07:28:00', '07:32:00', 60, { cars: 'none' }],
  ['weather in part', '07:33:00', '07:37:00', 60, { days: ['2027-05-01', '2027-06-31'] }],
  ['hotels remembered', '08:00:00', '08:04:00', 60, { time: '03:00' }],
];
const BOOKINGS = [['booked', 12, {}], ['declined', 4, { card: 'tok_lost_card' }], ['no room', 3, { to: 'Atlantis' }], ['repeated', 3, {}]];

function makeTrips() {
  const searches = GROUPS.flatMap(([expect, first, last, step, changes]) => times(first, last, step)
    .map((at, index) => ({
      expect,
      at,
      request: {
        to: PLACES[index % PLACES.length], date: DAYS[0], days: DAYS, member: MEMBERS[index % MEMBERS.length], time: at.slice(0, 5), ...changes,
      },
    })));
  const bookings = BOOKINGS.flatMap(([expect, count, changes]) => Array.from({ length: count }, (_, index) => ({
    expect,
    at: `09:${String(index).padStart(2, '0')}:00`,
    // who repeats a request does so under the key of the first
    request: { bookingId: `${expect === 'repeated' ? 'booked' : expect}-${index}`, to: PLACES[index % 3], card: 'tok_visa', price: 50000 + index, ...changes },
  })));
  return { searches, bookings };
}

function times(first, last, step) {
  const seconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const text = (at) => [at / 3600, (at / 60) % 60, at % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
  const all = [];
  for (let at = seconds(first); at <= seconds(last); at += step) all.push(text(at));
  return all;
}

/** One entry a line, so that a change of one shows as one. */
function render({ searches, bookings }) {
  const lines = (entries) => entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  return `{\n  "searches": [\n${lines(searches)}\n  ],\n  "bookings": [\n${lines(bookings)}\n  ]\n}\n`;
}

exports.files = () => ({ 'trips.json': render(makeTrips()) });

if (require.main === module) {
  for (const [name, text] of Object.entries(exports.files())) fs.writeFileSync(path.join(__dirname, name), text);
}
