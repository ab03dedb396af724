# What .ci/run and .ci/prove-checks share: questions about reports, jars and class files.
# Sourced, not run; it changes nothing but the files that its callers name.

# Fails unless the README tells readers the very command that CI runs, on a line of its own.
readme_names() { # README COMMAND
  grep -Fxq -- "$2" "$1" || {
    echo "$1 does not contain the line '$2', which is what CI runs: make them agree."
    return 1
  }
}

# One line a test: outcome, class, test; one line a class: "class", name, seconds. Tab separated.
# What tests print is in CDATA and may look like a report, so it is cut out first.
read_reports() { # DIRECTORY
  find "$1" -name 'TEST-*.xml' -print0 | sort -z | xargs -0 -r awk '
    function attribute(name,    rest) {
      if (!match($0, " " name "=\"[^\"]*\"")) return ""
      rest = substr($0, RSTART, RLENGTH)
      sub(/^[^"]*"/, "", rest)
      sub(/"$/, "", rest)
      return rest
    }
    function ends() { if (class != "") print outcome "\t" class "\t" test; class = "" }
    FNR == 1 { ends(); printed = 0 }
    {
      if (printed) { if (!sub(/^.*\]\]>/, "")) next; printed = 0 }
      while (match($0, /<!\[CDATA\[/)) {
        before = substr($0, 1, RSTART - 1)
        after = substr($0, RSTART)
        if (end = index(after, "]]>")) $0 = before substr(after, end + 3)
        else { $0 = before; printed = 1 }
      }
    }
    /<testsuite / { seconds = attribute("time"); gsub(",", "", seconds)
                    print "class\t" attribute("name") "\t" seconds }
    /<testcase / { ends(); class = attribute("classname"); test = attribute("name"); outcome = "passed" }
    /<failure[ >\/]/ { outcome = "failed" }
    /<error[ >\/]/ { outcome = "failed" }
    /<skipped[ >\/]/ { outcome = "skipped" }
    END { ends() }'
}

count() { # OUTCOME DIRECTORY
  read_reports "$2" | awk -F '\t' -v wanted="$1" '$1 == wanted { n++ } END { print n + 0 }'
}

names() { # OUTCOME DIRECTORY
  read_reports "$2" | awk -F '\t' -v wanted="$1" '$1 == wanted { print "  " $2 "." $3 }'
}

# A skipped test is an error: what it needs can be installed.
no_test_was_skipped() { # DIRECTORY
  [ "$(count skipped "$1")" -eq 0 ] || {
    echo "Skipped, although nothing may be skipped:"
    names skipped "$1"
    return 1
  }
}

some_test_ran() { # DIRECTORY
  [ "$(count passed "$1")" -gt 0 ] || {
    echo "No test ran: no report under ${1##*/} tells of a test that passed."
    return 1
  }
}

# What a build gives to its users; shading keeps its input beside as original-*.
jar_sums() { # DIRECTORY
  (cd "$1" && find . -regex '.*/target/[^/]*\.jar' ! -name 'original-*' -print0 |
    sort -z | xargs -0 -r sha256sum)
}

class_sums() { # DIRECTORY
  (cd "$1" && find . -path '*/target/*classes/*' -name '*.class' -print0 |
    sort -z | xargs -0 -r sha256sum)
}

same_sums() { # WHAT FILE FILE
  [ -s "$2" ] || { echo "There are no $1 to compare."; return 1; }
  diff "$2" "$3" || { echo "The $1 differ (above: sha256 and name, first and second)."; return 1; }
  echo "$(wc -l < "$2") $1, equal byte for byte."
}
