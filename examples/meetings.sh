#!/bin/sh
# What was founded, when, and who was in the chair: jq over the JSON.
kczx extract seeds/000_2a9ea7e1e45ce374.txt --only events --format json |
  jq -r '.documents[].events[] | select(.kind == "founding" and .name != null and .date != null)
    | [.date.edtf, .name, (.participants[] | select(.role == "chair") | .name)] | @tsv'
