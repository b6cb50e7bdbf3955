'use strict';

/** Points of a member. A real one looks them up. */
exports.points = async ({ member }) => ({ member, points: member.length * 100 });
